package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.backlinks.majestic.Answer;
import org.backlinks.majestic.Answer.RefusalReason;
import org.backlinks.majestic.MajesticCall;
import org.backlinks.snapshot.Globals;
import org.jboss.logging.Logger;

/**
 * Asks upstream whether it knows a command. The call contains no data of a caller, because the
 * refusal of one report must not change the command of all other reports.
 */
@Singleton
final class CommandProbe {
  /** The minimum time between two probes of one process. */
  static final Duration MIN_INTERVAL = Duration.ofMinutes(1);

  /** The maximum time that the work on a report waits for a probe. */
  static final Duration TIMEOUT = Duration.ofSeconds(3);

  private static final Logger LOG = Logger.getLogger(CommandProbe.class);

  private final TimeLimitedClient client;
  private final Clock clock;
  private final AtomicReference<Instant> nextProbe = new AtomicReference<>(Instant.MIN);

  CommandProbe(TimeLimitedClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * The result of a probe.
   *
   * @param isUnknown whether upstream refused the call because it does not know the command
   * @param globals the globals of the answer, with what it charged
   */
  record Result(boolean isUnknown, Globals globals) {
    /** The result when no probe was sent, or upstream did not answer it in time. */
    static final Result NO_ANSWER = new Result(false, Globals.NONE);
  }

  /** Sends a probe, unless this process has sent one within {@link #MIN_INTERVAL}. */
  Result probe(String command) {
    return isProbeDue()
        ? client
            .ask(MajesticCall.probe(command), TIMEOUT, Logger.Level.WARN)
            .map(answer -> toResult(command, answer))
            .orElse(Result.NO_ANSWER)
        : Result.NO_ANSWER;
  }

  private boolean isProbeDue() {
    Instant now = clock.instant();
    Instant due =
        nextProbe.getAndUpdate(next -> now.isBefore(next) ? next : now.plus(MIN_INTERVAL));
    return !now.isBefore(due);
  }

  private static Result toResult(String command, Answer answer) {
    boolean isUnknown =
        answer instanceof Answer.Refused refused
            && refused.reason() == RefusalReason.UNKNOWN_COMMAND;
    if (!isUnknown) {
      LOG.warnf(
          "upstream refused %s as unknown, but a probe does not confirm it: only one report uses"
              + " the other command",
          command);
    }
    return new Result(isUnknown, answer.globals());
  }
}
