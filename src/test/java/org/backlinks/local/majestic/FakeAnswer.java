package org.backlinks.local.majestic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** An answer before it is written. When the globals or tables are null, the writer omits them. */
public record FakeAnswer(
    String code,
    String errorMessage,
    String fullError,
    @Nullable SequencedMap<String, Object> globals,
    @Nullable List<FakeTable> tables) {

  public static FakeAnswer ok(
      SequencedMap<String, Object> globals, @Nullable List<FakeTable> tables) {
    return new FakeAnswer("OK", "", "", globals, tables);
  }

  public static FakeAnswer ofCode(
      String code, SequencedMap<String, Object> globals, @Nullable List<FakeTable> tables) {
    return new FakeAnswer(code, "", "", globals, tables);
  }

  /** Returns a refusal with empty globals and no tables. */
  public static FakeAnswer refused(String code, String message) {
    return new FakeAnswer(code, message, "", new LinkedHashMap<>(), null);
  }

  /** Returns a general failure with a stack trace as Majestic sends it. */
  public static FakeAnswer failed(String message, boolean hasGlobals) {
    String trace =
        "Majestic.Api.CommandException: "
            + message
            + "\r\n   at Majestic.Api.CommandRunner.Execute(ApiRequest request) in"
            + " D:\\builds\\api\\CommandRunner.cs:line 214\r\n   at"
            + " Majestic.Api.ApiHandler.ProcessRequest(HttpContext context) in"
            + " D:\\builds\\api\\ApiHandler.cs:line 88";
    return new FakeAnswer(
        "FailedRequestViaAPI", message, trace, hasGlobals ? new LinkedHashMap<>() : null, null);
  }

  FakeAnswer withTables(List<FakeTable> newTables) {
    return new FakeAnswer(code, errorMessage, fullError, globals, List.copyOf(newTables));
  }
}
