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

/** Reports for tests. Each has its own id and its own question. */
public final class SampleReports {
  /** The creation time of sample reports. It is in the future, so that no database expires them. */
  public static final Instant NOW = Instant.parse("2126-11-23T10:00:00Z");

  private static final AtomicLong COUNT = new AtomicLong();

  private SampleReports() {}

  /** Returns a question that no other call returns. */
  public static Question question() {
    return question(Set.of(Scope.URL));
  }

  /** Returns a question for these scopes that no other call returns. */
  public static Question question(Set<Scope> scopes) {
    Target target = Target.of("http://h" + COUNT.incrementAndGet() + ".example.com/");
    return new Question(target, scopes, Index.HISTORIC, 100, null, false, Command.AUTO, false);
  }

  /** Returns a new id. */
  public static ReportId id() {
    long number = COUNT.incrementAndGet();
    return new ReportId("%016x%016x".formatted(number * 0x9E3779B97F4A7C15L, number));
  }

  /** Returns a claimed report: version 1, a lease of a minute, one paid call. */
  public static Report claimed(Question question) {
    return new Report(
        id(),
        question,
        null,
        new Lease(1, NOW.plusSeconds(60)),
        Map.of("cmd", "GetTopBackLinks", "URL", question.target().text()),
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        new Lifetime(NOW, NOW.plusSeconds(172_800)),
        new Billing(Usage.NONE.withCallCounted(), null),
        new State.Claimed(),
        Progress.NONE);
  }

  /** Returns a claimed report with its own question. */
  public static Report claimed() {
    return claimed(question());
  }

  /** Returns the report with another usage, and without a reservation. */
  public static Report withUsage(Usage usage, Report report) {
    return report.withBilling(billing -> new Billing(usage, null));
  }

  /** Returns the report with another report before it. */
  public static Report withPreviousId(ReportId previousId, Report report) {
    return new Report(
        report.id(),
        report.question(),
        previousId,
        report.lease(),
        report.parameters(),
        report.cursorKey(),
        report.lifetime(),
        report.billing(),
        report.state(),
        report.progress());
  }

  /** Returns the report with another lease. */
  public static Report withLease(Lease lease, Report report) {
    return new Report(
        report.id(),
        report.question(),
        report.previousId(),
        lease,
        report.parameters(),
        report.cursorKey(),
        report.lifetime(),
        report.billing(),
        report.state(),
        report.progress());
  }

  /** Returns the report with another lifetime. */
  public static Report withLifetime(Lifetime lifetime, Report report) {
    return new Report(
        report.id(),
        report.question(),
        report.previousId(),
        report.lease(),
        report.parameters(),
        report.cursorKey(),
        lifetime,
        report.billing(),
        report.state(),
        report.progress());
  }

  /** Returns the report with another cursor key. */
  public static Report withCursorKey(String key, Report report) {
    return new Report(
        report.id(),
        report.question(),
        report.previousId(),
        report.lease(),
        report.parameters(),
        key,
        report.lifetime(),
        report.billing(),
        report.state(),
        report.progress());
  }

  /** Returns the report in another state. */
  public static Report withState(State state, Report report) {
    return new Report(
        report.id(),
        report.question(),
        report.previousId(),
        report.lease(),
        report.parameters(),
        report.cursorKey(),
        report.lifetime(),
        report.billing(),
        state,
        report.progress());
  }

  /** Returns a state that waits for upstream. */
  public static State.Queued queued(Instant next) {
    return new State.Queued(Map.of("JobID", "17"), next, 2, 1);
  }

  /** Returns a state that waits for a file. */
  public static State.Downloading downloading(Instant next) {
    return new State.Downloading(Map.of("DownloadJobID", "18"), next, 3);
  }
}
