package org.backlinks.majestic;

import java.io.IOException;
import java.time.Duration;
import org.backlinks.majestic.Answer.RefusalReason;
import org.backlinks.majestic.http.ExceptionCauses;
import org.backlinks.majestic.http.ReadTimeoutException;
import org.backlinks.majestic.http.RequestNotSentException;
import org.backlinks.majestic.http.UnreadableException;
import org.backlinks.snapshot.Globals;
import org.backlinks.task.TaskScheduler;
import org.jspecify.annotations.Nullable;

/** Turns every failure of an exchange with upstream into an {@link Answer}. */
final class FailureClassifier {
  private static final int MIN_SERVER_ERROR_STATUS = 500;

  private final TaskScheduler scheduler;

  FailureClassifier(TaskScheduler scheduler) {
    this.scheduler = scheduler;
  }

  /**
   * Classifies an HTTP status that upstream sends instead of an answer.
   *
   * @param status at least 400
   * @param retryAfter how long upstream asks to wait before the next call; null when it gave no
   *     time
   */
  static Answer classifyStatus(int status, @Nullable Duration retryAfter) {
    String detail = "upstream answered with HTTP status " + status;
    boolean isUncharged = RetryingApi.isUncharged(status);
    return isUncharged || status >= MIN_SERVER_ERROR_STATUS
        ? new Answer.Unavailable(detail, isUncharged, retryAfter)
        : new Answer.Refused(Globals.NONE, RefusalReason.OTHER, "HTTP " + status, detail);
  }

  /** Classifies the failure of a call that was not sent. Upstream did not charge it. */
  static Answer classifyNotSent(RequestNotSentException e) {
    return new Answer.Unavailable("nothing was sent: " + e.getMessage(), true, null);
  }

  /** Classifies a failure before the whole head of the answer arrived. */
  Answer classifyBeforeBody(RuntimeException e) {
    RequestNotSentException notSent = ExceptionCauses.find(e, RequestNotSentException.class);
    if (notSent != null) {
      return classifyNotSent(notSent);
    }
    if (scheduler.isInterrupted()) {
      return interruptedAnswer();
    }
    ReadTimeoutException timeout = ExceptionCauses.find(e, ReadTimeoutException.class);
    if (timeout != null) {
      return new Answer.TimedOut(
          Globals.NONE, "the head of the answer did not arrive in time: " + timeout.getMessage());
    }
    UnreadableException unreadable = ExceptionCauses.find(e, UnreadableException.class);
    return unreadable != null
        ? new Answer.Unreadable(Globals.NONE, String.valueOf(unreadable.getMessage()))
        : new Answer.Unavailable("the connection to upstream broke", false, null);
  }

  /**
   * Classifies a failure before the whole body arrived.
   *
   * @param globals the globals that were read before the failure
   */
  Answer classifyWithinBody(IOException failure, Globals globals) {
    if (scheduler.isInterrupted()) {
      return interruptedAnswer();
    }
    ReadTimeoutException timeout = ExceptionCauses.find(failure, ReadTimeoutException.class);
    return timeout == null
        ? new Answer.Unreadable(globals, "the body is not complete")
        : new Answer.TimedOut(globals, "the body did not arrive in time: " + timeout.getMessage());
  }

  private static Answer interruptedAnswer() {
    return new Answer.Unavailable("the call was interrupted", false, null);
  }
}
