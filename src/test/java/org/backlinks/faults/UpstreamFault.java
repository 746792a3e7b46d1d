package org.backlinks.faults;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.backlinks.faults.UpstreamFault.ExpectedOutcome.EXHAUSTED;
import static org.backlinks.faults.UpstreamFault.ExpectedOutcome.READY;
import static org.backlinks.faults.UpstreamFault.ExpectedOutcome.REFUSED;
import static org.backlinks.faults.UpstreamFault.ExpectedOutcome.TIMEOUT;
import static org.backlinks.faults.UpstreamFault.ExpectedOutcome.UNAVAILABLE;
import static org.backlinks.faults.UpstreamFault.ExpectedOutcome.UNREADABLE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.ExpectedLink;
import org.backlinks.local.majestic.RawResponseHead;

/**
 * One fault of Majestic, or an unusual answer.
 *
 * @param occurrences number of calls that have this fault
 * @param canAffectFiles whether a job's file can also have this fault
 */
record UpstreamFault(
    String name,
    Behaviour behaviour,
    ExpectedOutcome expectedOutcome,
    int occurrences,
    boolean canAffectFiles) {
  /** The name of the fault during which no connection is accepted. */
  static final String NO_CONNECTION = "no connection";

  private static final Duration LONG_DELAY = Duration.ofSeconds(6);
  private static final int CUT_STEP_PERCENT = 10;

  /** The expected outcome of a report. */
  enum ExpectedOutcome {
    READY("", 200),
    REFUSED("upstream-refused", 502),
    UNREADABLE("upstream-unreadable", 502),
    UNAVAILABLE("upstream-unavailable", 503),
    TIMEOUT("upstream-timeout", 504),
    EXHAUSTED("upstream-units-exhausted", 402);

    final String problemName;
    final int status;

    ExpectedOutcome(String problemName, int status) {
      this.problemName = problemName;
      this.status = status;
    }
  }

  static List<UpstreamFault> all() {
    List<UpstreamFault> faults = new ArrayList<>();
    faults.add(new UpstreamFault(NO_CONNECTION, new Behaviour.Rows(), UNAVAILABLE, 0, false));
    faults.add(forAnyBody("reset", new Behaviour.Reset(), UNAVAILABLE));
    faults.add(forAnyBody("slow headers", new Behaviour.SlowHeaders(LONG_DELAY), TIMEOUT));
    faults.add(forAnyBody("slow drip", new Behaviour.Drip(50, Duration.ofMillis(500)), TIMEOUT));
    faults.add(forAnyBody("drip", new Behaviour.Drip(8, Duration.ofMillis(100)), READY));
    for (int percent : new int[] {0, 50, 98}) {
      faults.add(
          forAnyBody(
              "stall at " + percent + " %", new Behaviour.StallAt(percent, LONG_DELAY), TIMEOUT));
    }
    for (int percent = 0; percent < 100; percent += CUT_STEP_PERCENT) {
      faults.add(
          forAnyBody("cut at " + percent + " %", new Behaviour.CutAt(percent, false), UNREADABLE));
      faults.add(
          forAnyBody(
              "chunks cut at " + percent + " %", new Behaviour.CutAt(percent, true), UNREADABLE));
    }
    faults.add(forAnyBody("length too small", new Behaviour.WrongLength(-40), UNREADABLE));
    faults.add(forAnyBody("length too large", new Behaviour.WrongLength(40), UNREADABLE));
    faults.add(forAnyBody("type text/html", new Behaviour.WithContentType("text/html"), READY));
    faults.add(forAnyBody("type image/png", new Behaviour.WithContentType("image/png"), READY));
    faults.add(
        forAnyBody(
            "announced charset Latin 1",
            new Behaviour.WithContentType("application/json; charset=iso-8859-1"),
            READY));
    faults.add(forAnswerOnly("charset UTF-16", new Behaviour.WithCharset(UTF_16BE), UNREADABLE));
    faults.add(
        forAnswerOnly(
            "announced gzip is missing", new Behaviour.WithContentEncoding("gzip"), UNREADABLE));
    faults.add(
        forAnswerOnly("announced br is missing", new Behaviour.WithContentEncoding("br"), READY));
    faults.add(forAnyBody("half a gzip", new Behaviour.TruncatedGzip(), UNREADABLE));
    faults.add(forAnyBody("HTML", new Behaviour.HtmlPage(), UNREADABLE));
    faults.add(forAnyBody("204", new Behaviour.FixedResponse(204), UNREADABLE));
    faults.add(forAnyBody("empty body", httpAnswer(200, ""), UNREADABLE));
    faults.add(forAnyBody("301", new Behaviour.FixedResponse(301), UNREADABLE));
    for (int status : new int[] {400, 401, 403, 404}) {
      faults.add(
          forAnyBody(Integer.toString(status), httpAnswer(status, "<html>no</html>"), REFUSED));
    }
    for (int status : new int[] {429, 500, 503}) {
      String name = Integer.toString(status);
      faults.add(
          new UpstreamFault(
              name, httpAnswer(status, "<html>not now</html>"), UNAVAILABLE, 3, true));
    }
    // these calls can have been charged, so they are never repeated
    for (int status : new int[] {501, 502, 504}) {
      faults.add(
          forAnyBody(
              Integer.toString(status), httpAnswer(status, "<html>who knows</html>"), UNAVAILABLE));
    }
    faults.add(forAnswerOnly("a list", httpAnswer(200, "[]"), UNREADABLE));
    faults.add(forAnswerOnly("no Code", httpAnswer(200, "{\"DataTables\": {}}"), UNREADABLE));
    faults.add(
        forAnswerOnly("unknown Code", new Behaviour.ErrorCode("Moon", "Try later"), REFUSED));
    faults.add(
        forAnswerOnly(
            "general failure", new Behaviour.ErrorCode("FailedRequestViaAPI", "no"), REFUSED));
    faults.add(
        forAnswerOnly(
            "units used up",
            new Behaviour.ErrorCode("InsufficientAnalysisResUnits", "Not enough"),
            EXHAUSTED));
    faults.add(
        forAnswerOnly(
            "units used up, in another wording",
            new Behaviour.ErrorCode("FailedRequestViaAPI", "There are not enough units left"),
            EXHAUSTED));
    faults.add(
        forAnswerOnly(
            "bad parameter", new Behaviour.ErrorCode("InvalidParameter", "too large"), REFUSED));
    faults.add(forAnswerOnly("empty tables", new Behaviour.EmptyTables(), READY));
    faults.add(forAnswerOnly("duplicate table", new Behaviour.DuplicateTable(), READY));
    faults.add(forAnswerOnly("wrong row count", new Behaviour.WrongRowCount(), READY));
    for (RawResponseHead head : RawResponseHead.allHeads()) {
      faults.add(
          forAnyBody(
              "head: " + head.name(), new Behaviour.WithRawHead(head), expectedOutcome(head)));
    }
    return faults;
  }

  private static ExpectedOutcome expectedOutcome(RawResponseHead head) {
    return switch (head.outcome()) {
      case ROWS -> READY;
      case UNREADABLE -> UNREADABLE;
      case CLOSED -> UNAVAILABLE;
    };
  }

  private static UpstreamFault forAnyBody(
      String name, Behaviour behaviour, ExpectedOutcome outcome) {
    return new UpstreamFault(name, behaviour, outcome, 1, true);
  }

  private static UpstreamFault forAnswerOnly(
      String name, Behaviour behaviour, ExpectedOutcome outcome) {
    return new UpstreamFault(name, behaviour, outcome, 1, false);
  }

  private static Behaviour httpAnswer(int status, String body) {
    return new Behaviour.FixedResponse(status, "application/json", body, Map.of());
  }

  boolean isConnectionRefused() {
    return name.equals(NO_CONNECTION);
  }

  /** Returns the links that a reader finds in an answer with this fault. */
  List<ExpectedLink> readableLinks(List<ExpectedLink> allLinks) {
    return switch (behaviour) {
      case Behaviour.EmptyTables _ -> List.of();
      // no row of Majestic is dropped
      case Behaviour.DuplicateTable _ ->
          Stream.of(allLinks, allLinks).flatMap(List::stream).toList();
      default -> allLinks;
    };
  }
}
