package org.backlinks.service;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.majestic.Answer;
import org.backlinks.majestic.Job;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Table;

/** Answers of upstream for tests, to a question for the scopes url and rootDomain. */
final class SampleAnswers {
  private SampleAnswers() {}

  /** Returns 40 rows for the URL and 2 for the root domain. */
  static Answer.Rows rows(Globals globals) {
    List<Table> tables = List.of(table("URL", "url", 40), table("RootDomain", "rootDomain", 2));
    return new Answer.Rows(
        globals, new Manifest("GetTopBackLinks", globals, tables, List.of()), List.of());
  }

  /** Returns an answer without any list. */
  static Answer.Rows withoutLists(Globals globals) {
    return new Answer.Rows(
        globals,
        new Manifest("GetTopBackLinks", globals, List.of(), List.of()),
        List.of(Scope.URL, Scope.ROOT_DOMAIN));
  }

  /** Returns the answer to a call for one list. */
  static Answer.Rows oneList(Globals globals, String scope, int rows) {
    List<Table> tables = List.of(table("BackLinks", scope, rows));
    return new Answer.Rows(
        globals, new Manifest("GetBackLinkData", globals, tables, List.of()), List.of());
  }

  private static Table table(String name, String scope, int rows) {
    return new Table(name, Table.Kind.LINKS, scope, Map.of(), rows, List.of());
  }

  /** Returns an answer that says that upstream queued a job without an id. */
  static Answer.Queued queued(Globals globals) {
    return new Answer.Queued(globals, new Job(Map.of()), null);
  }

  /** Returns an answer that says that the file of job 17 is ready. */
  static Answer.DownloadReady downloadReady(Globals globals) {
    return new Answer.DownloadReady(globals, new Job(Map.of("JobID", "17")));
  }

  /** Returns globals that report the charge given. Null is not reported. */
  static Globals charge(Long analysis, Long retrieval) {
    Map<String, String> values = new HashMap<>();
    if (analysis != null) {
      values.put("ChargedAnalysisResUnits", analysis.toString());
    }
    if (retrieval != null) {
      values.put("ChargedRetrievalResUnits", retrieval.toString());
    }
    return new Globals(values);
  }
}
