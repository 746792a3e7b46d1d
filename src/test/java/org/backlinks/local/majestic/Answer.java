package org.backlinks.local.majestic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** An answer before it is written: null globals or tables are left out of it altogether. */
record Answer(
    String code,
    String errorMessage,
    String fullError,
    @Nullable SequencedMap<String, Object> globals,
    @Nullable List<Table> tables) {

  static Answer ok(SequencedMap<String, Object> globals, @Nullable List<Table> tables) {
    return new Answer("OK", "", "", globals, tables);
  }

  static Answer code(
      String code, SequencedMap<String, Object> globals, @Nullable List<Table> tables) {
    return new Answer(code, "", "", globals, tables);
  }

  /** A refusal with empty globals and no tables. */
  static Answer refused(String code, String message) {
    return new Answer(code, message, "", new LinkedHashMap<>(), null);
  }

  /** A general failure with a stack trace such as upstream sends. */
  static Answer failed(String message, boolean withGlobals) {
    String trace =
        "Majestic.Api.CommandException: "
            + message
            + "\r\n   at Majestic.Api.CommandRunner.Execute(ApiRequest request) in"
            + " D:\\builds\\api\\CommandRunner.cs:line 214\r\n   at"
            + " Majestic.Api.ApiHandler.ProcessRequest(HttpContext context) in"
            + " D:\\builds\\api\\ApiHandler.cs:line 88";
    return new Answer(
        "FailedRequestViaAPI", message, trace, withGlobals ? new LinkedHashMap<>() : null, null);
  }

  Answer withTables(List<Table> others) {
    return new Answer(code, errorMessage, fullError, globals, List.copyOf(others));
  }
}
