package org.backlinks.days;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.backlinks.days.UpstreamFault.Fate.EXHAUSTED;
import static org.backlinks.days.UpstreamFault.Fate.READY;
import static org.backlinks.days.UpstreamFault.Fate.REFUSED;
import static org.backlinks.days.UpstreamFault.Fate.TIMEOUT;
import static org.backlinks.days.UpstreamFault.Fate.UNAVAILABLE;
import static org.backlinks.days.UpstreamFault.Fate.UNREADABLE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Link;

/**
 * One way in which upstream fails, or nearly does.
 *
 * @param calls how often it is asked before that is its fate
 * @param ofBody whether it can happen to a job's file, too
 */
record UpstreamFault(String name, Behaviour behaviour, Fate fate, int calls, boolean ofBody) {
  /** No connection is accepted while it lasts. */
  static final String NO_CONNECTION = "no connection";

  private static final Duration LONG = Duration.ofSeconds(6);
  private static final int TENTH = 10;

  /** What becomes of a report that is asked for once. */
  enum Fate {
    READY("", 200),
    REFUSED("upstream-refused", 502),
    UNREADABLE("upstream-unreadable", 502),
    UNAVAILABLE("upstream-unavailable", 503),
    TIMEOUT("upstream-timeout", 504),
    EXHAUSTED("upstream-units-exhausted", 402);

    final String problem;
    final int status;

    Fate(String problem, int status) {
      this.problem = problem;
      this.status = status;
    }
  }

  static List<UpstreamFault> all() {
    List<UpstreamFault> all = new ArrayList<>();
    all.add(new UpstreamFault(NO_CONNECTION, new Behaviour.Rows(), UNAVAILABLE, 0, false));
    all.add(body("reset", new Behaviour.Reset(), UNAVAILABLE));
    all.add(body("slow headers", new Behaviour.SlowHeaders(LONG), TIMEOUT));
    all.add(body("slow drip", new Behaviour.Drip(50, Duration.ofMillis(500)), TIMEOUT));
    all.add(body("drip", new Behaviour.Drip(8, Duration.ofMillis(100)), READY));
    for (int percent : new int[] {0, 50, 98}) {
      all.add(body("stall at " + percent + " %", new Behaviour.StallAt(percent, LONG), TIMEOUT));
    }
    for (int percent = 0; percent < 100; percent += TENTH) {
      all.add(body("cut at " + percent + " %", new Behaviour.CutAt(percent, false), UNREADABLE));
      all.add(
          body("chunks cut at " + percent + " %", new Behaviour.CutAt(percent, true), UNREADABLE));
    }
    all.add(body("length too small", new Behaviour.WrongLength(-40), UNREADABLE));
    all.add(body("length too large", new Behaviour.WrongLength(40), UNREADABLE));
    all.add(body("type text/html", new Behaviour.Typed("text/html"), READY));
    all.add(body("type image/png", new Behaviour.Typed("image/png"), READY));
    all.add(
        body(
            "charset latin 1 said",
            new Behaviour.Typed("application/json; charset=iso-8859-1"),
            READY));
    all.add(plain("charset UTF-16", new Behaviour.Recoded(UTF_16BE), UNREADABLE));
    all.add(plain("gzip said, not done", new Behaviour.Encoded("gzip"), UNREADABLE));
    all.add(plain("br said, not done", new Behaviour.Encoded("br"), READY));
    all.add(body("half a gzip", new Behaviour.HalfGzip(), UNREADABLE));
    all.add(body("HTML", new Behaviour.HtmlPage(), UNREADABLE));
    all.add(body("204", new Behaviour.Http(204), UNREADABLE));
    all.add(body("empty body", http(200, ""), UNREADABLE));
    all.add(body("301", new Behaviour.Http(301), UNREADABLE));
    for (int status : new int[] {400, 401, 403, 404}) {
      all.add(body(Integer.toString(status), http(status, "<html>no</html>"), REFUSED));
    }
    for (int status : new int[] {429, 500, 502, 503, 504}) {
      String name = Integer.toString(status);
      all.add(new UpstreamFault(name, http(status, "<html>not now</html>"), UNAVAILABLE, 3, true));
    }
    all.add(plain("a list", http(200, "[]"), UNREADABLE));
    all.add(plain("no Code", http(200, "{\"DataTables\": {}}"), UNREADABLE));
    all.add(plain("unknown Code", new Behaviour.ErrorCode("Moon", "Try later"), REFUSED));
    all.add(
        plain("general failure", new Behaviour.ErrorCode("FailedRequestViaAPI", "no"), REFUSED));
    all.add(
        plain(
            "units used up",
            new Behaviour.ErrorCode("InsufficientAnalysisResUnits", "Not enough"),
            EXHAUSTED));
    all.add(
        plain(
            "units used up, said otherwise",
            new Behaviour.ErrorCode("FailedRequestViaAPI", "There are not enough units left"),
            EXHAUSTED));
    all.add(
        plain("bad parameter", new Behaviour.ErrorCode("InvalidParameter", "too large"), REFUSED));
    all.add(plain("empty tables", new Behaviour.EmptyTables(), READY));
    all.add(plain("a table twice", new Behaviour.DuplicateTable(), READY));
    all.add(plain("wrong row count", new Behaviour.WrongRowCount(), READY));
    return all;
  }

  private static UpstreamFault body(String name, Behaviour behaviour, Fate fate) {
    return new UpstreamFault(name, behaviour, fate, 1, true);
  }

  private static UpstreamFault plain(String name, Behaviour behaviour, Fate fate) {
    return new UpstreamFault(name, behaviour, fate, 1, false);
  }

  private static Behaviour http(int status, String body) {
    return new Behaviour.Http(status, "application/json", body, Map.of());
  }

  boolean isNoConnection() {
    return name.equals(NO_CONNECTION);
  }

  /** What of the right rows an answer has that can be read. */
  List<Link> rows(List<Link> right) {
    return switch (behaviour) {
      case Behaviour.EmptyTables _ -> List.of();
      // no row that upstream gives is dropped
      case Behaviour.DuplicateTable _ -> Stream.of(right, right).flatMap(List::stream).toList();
      default -> right;
    };
  }
}
