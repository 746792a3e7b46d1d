package org.backlinks.report;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.backlinks.question.Command;
import org.backlinks.question.Index;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.question.Target;

/** Reports for tests, each with an id and a question of its own. */
public final class Samples {
  /** When sample reports are created: no database may take them for expired and delete them. */
  public static final Instant NOW = Instant.parse("2126-11-23T10:00:00Z");

  private static final AtomicLong COUNT = new AtomicLong();

  private Samples() {}

  /** A question that no other call gives. */
  public static Question question() {
    return question(Set.of(Scope.URL));
  }

  /** The same for other scopes. */
  public static Question question(Set<Scope> scopes) {
    Target target = Target.of("http://h" + COUNT.incrementAndGet() + ".example.com/");
    return new Question(target, scopes, Index.HISTORIC, 100, null, false, Command.AUTO);
  }

  /** A new id. */
  public static ReportId id() {
    long number = COUNT.incrementAndGet();
    return new ReportId("%016x%016x".formatted(number * 0x9E3779B97F4A7C15L, number));
  }

  /** A report as it is claimed: version 1, a lease of a minute, one paid call. */
  public static Report claimed(Question question) {
    return new Report(
        id(),
        1,
        NOW.plusSeconds(60),
        question,
        Map.of("cmd", "GetTopBackLinks", "URL", question.target().text()),
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        NOW,
        NOW.plusSeconds(172_800),
        Usage.NONE.called(),
        new State.Claimed());
  }

  /** The same of a question of its own. */
  public static Report claimed() {
    return claimed(question());
  }

  /** The same report with another cost so far, and no reservation. */
  public static Report costing(Usage usage, Report report) {
    return new Report(
        report.id(),
        report.version(),
        report.leaseEnd(),
        report.question(),
        report.parameters(),
        report.cursorKey(),
        report.createdAt(),
        report.expiresAt(),
        usage,
        report.state());
  }

  /** The report in another state. */
  public static Report in(State state, Report report) {
    return new Report(
        report.id(),
        report.version(),
        report.leaseEnd(),
        report.question(),
        report.parameters(),
        report.cursorKey(),
        report.createdAt(),
        report.expiresAt(),
        report.usage(),
        state,
        report.progress(),
        report.reservation());
  }

  /** A state that waits for upstream. */
  public static State.Queued queued(Instant next) {
    return new State.Queued(Map.of("JobID", "17"), next, 2, 1);
  }

  /** A state that waits for a file. */
  public static State.Downloading downloading(Instant next) {
    return new State.Downloading(Map.of("DownloadJobID", "18"), next, 3);
  }
}
