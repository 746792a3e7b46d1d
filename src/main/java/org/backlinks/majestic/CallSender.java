package org.backlinks.majestic;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.backlinks.majestic.Answer.RefusalReason;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.task.TaskScheduler;
import org.backlinks.units.PartialUnits;

/**
 * Sends calls with our credentials. It sends a call once more when upstream refuses the credentials
 * and there are newer ones.
 */
final class CallSender {
  /** The codes of a gateway before upstream. Upstream itself uses other codes for a refused key. */
  private static final Set<String> ACCESS_DENIED_CODES = Set.of("HTTP 401", "HTTP 403");

  private final CallExchange exchange;
  private final CredentialsProvider credentialsProvider;
  private final TaskScheduler scheduler;

  CallSender(
      CallExchange exchange, CredentialsProvider credentialsProvider, TaskScheduler scheduler) {
    this.exchange = exchange;
    this.credentialsProvider = credentialsProvider;
    this.scheduler = scheduler;
  }

  /**
   * Sends a call.
   *
   * @param snapshot receives the rows
   * @param time when its retry time is zero, the call is repeated only with newer credentials
   * @throws IOException only when the rows can't be stored
   */
  Answer send(MajesticCall call, SnapshotBuilder snapshot, CallTimeLimits time) throws IOException {
    return switch (credentialsProvider.current()) {
      case CredentialsProvider.Lookup.Missing(Answer reason) -> reason;
      case CredentialsProvider.Lookup.Available(Credentials credentials) ->
          send(call, credentials, snapshot, time);
    };
  }

  private Answer send(
      MajesticCall call, Credentials credentials, SnapshotBuilder snapshot, CallTimeLimits time)
      throws IOException {
    long start = scheduler.nanoTime();
    Answer answer = exchange.send(call, credentials, snapshot, time);
    CallTimeLimits remaining = time.after(Duration.ofNanos(scheduler.nanoTime() - start));
    boolean isTooLate = !time.maxRetryTime().isZero() && remaining.maxRetryTime().isZero();
    if (isTooLate || !snapshot.tables().isEmpty() || !isCredentialsRefusal(answer)) {
      return answer;
    }
    Optional<Credentials> newer = credentialsProvider.replacementFor(credentials);
    return newer.isPresent() ? exchange.send(call, newer.get(), snapshot, remaining) : answer;
  }

  /** Returns whether a call was refused without a charge, perhaps because of its credentials. */
  private static boolean isCredentialsRefusal(Answer answer) {
    return answer
            instanceof Answer.Refused(var globals, RefusalReason reason, String code, var message)
        && (reason == RefusalReason.INVALID_KEY || ACCESS_DENIED_CODES.contains(code))
        && !PartialUnits.charged(globals::number).isAnyKnown();
  }
}
