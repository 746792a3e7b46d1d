package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.backlinks.majestic.Answer;
import org.backlinks.majestic.Answer.Reason;
import org.backlinks.majestic.Call;
import org.backlinks.ops.Metrics;
import org.backlinks.ops.Metrics.Metric;
import org.backlinks.ops.Settings;
import org.backlinks.question.Asked;
import org.backlinks.question.Command;
import org.backlinks.report.Progress;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.store.Retirements;
import org.jboss.logging.Logger;

/**
 * Which upstream command answers. {@code auto} is the first one that the settings name, until
 * upstream says that it is gone; then it is the second, for every process and a day.
 */
@Singleton
public final class Commands {
  private static final Logger LOG = Logger.getLogger(Commands.class);

  /** So long what the table says is not read again. */
  private static final Duration KEPT = Duration.ofMinutes(1);

  private final Retirements retirements;
  private final Notify notify;
  private final Metrics metrics;
  private final Settings settings;
  private final Clock clock;
  private volatile Seen seen = new Seen(false, Instant.MIN);

  /** What the table said, and until when that will do. */
  private record Seen(boolean gone, Instant until) {}

  /**
   * What a new report starts with.
   *
   * @param parameters of its first call
   */
  record Start(Map<String, String> parameters, Progress progress) {}

  public Commands(
      Retirements retirements, Notify notify, Metrics metrics, Settings settings, Clock clock) {
    this.retirements = retirements;
    this.notify = notify;
    this.metrics = metrics;
    this.settings = settings;
    this.clock = clock;
  }

  /** What is submitted for a question that nobody asked yet. */
  Start start(Asked asked, ReportId id) {
    boolean auto = asked.question().command() == Command.AUTO;
    String command = auto ? settings.commands().getFirst() : asked.question().command().word();
    Progress progress = Progress.NONE;
    if (auto && hasSuccessor() && isGone(command)) {
      progress = progress.warning(goneWarning(command));
      command = settings.commands().getLast();
    }
    if (command.equals(Command.GET_TOP_BACK_LINKS.word())) {
      return new Start(notify.submission(asked, id), progress);
    }
    if (asked.terms().forceQueue()) {
      progress = progress.warning(queueWarning(command));
    }
    return new Start(Call.getBackLinkData(asked.question()).getFirst().parameters(), progress);
  }

  /** Whether this answer means that the report goes on with the successor. */
  boolean isSwitched(Report held, Answer answer) {
    boolean first = settings.commands().getFirst().equals(held.parameters().get("cmd"));
    boolean asked = !(held.state() instanceof State.Downloading);
    return held.question().command() == Command.AUTO
        && hasSuccessor()
        && first
        && asked
        && answer instanceof Answer.Refused refused
        && refused.reason() == Reason.UNKNOWN_COMMAND;
  }

  /** The report as it goes on; nothing was paid for what was refused. */
  Report switched(Report held, Answer answer, Instant now) {
    String command = settings.commands().getFirst();
    remember(command, now);
    List<Call> calls = Call.getBackLinkData(held.question());
    Report next =
        held.before(calls.getFirst().parameters(), now, settings.lease(), answer.globals())
            .reservedFor(calls.size())
            .warning(goneWarning(command));
    return new Call(held.parameters(), List.of()).isForced()
        ? next.warning(queueWarning(settings.commands().getLast()))
        : next;
  }

  private void remember(String command, Instant now) {
    if (retirements.remember(command, now)) {
      metrics.count(Metric.COMMAND_GONE);
      LOG.warnf(
          "upstream does not know %s any more: %s is asked from now on",
          command, settings.commands().getLast());
    }
    seen = new Seen(true, now.plus(KEPT));
  }

  private boolean hasSuccessor() {
    return settings.commands().size() > 1;
  }

  private boolean isGone(String command) {
    Instant now = clock.instant();
    if (!seen.until.isAfter(now)) {
      seen = new Seen(retirements.isGone(command, now), now.plus(KEPT));
    }
    return seen.gone;
  }

  private String goneWarning(String command) {
    return "upstream does not know %s any more: %s answered"
        .formatted(command, settings.commands().getLast());
  }

  private static String queueWarning(String command) {
    return "forceQueue: " + command + " is never queued";
  }
}
