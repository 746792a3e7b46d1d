package org.backlinks.entry;

import java.time.Duration;
import java.time.Instant;
import org.backlinks.render.PageFormat;

/**
 * The id and the times of one invocation, and the form of its problems.
 *
 * @param requestId the platform's id of the invocation
 * @param arrivedAt the time at which the event arrived in this process
 * @param deadline the time at which the platform ends the invocation
 * @param showsProblemsAsHtml whether a problem is shown as a page for people
 */
record InvocationContext(
    String requestId, Instant arrivedAt, Instant deadline, boolean showsProblemsAsHtml) {
  /** The time before the deadline in which the program starts no more work and stops waiting. */
  private static final Duration DEADLINE_MARGIN = Duration.ofSeconds(2);

  /** A gateway's caller is answered within 26 s. The remaining time is for sending the answer. */
  private static final Duration GATEWAY_TIMEOUT = Duration.ofMillis(25_700);

  /**
   * A caller is answered within 1 s after its wait. The remaining time is for sending the answer.
   */
  private static final Duration TIME_AFTER_WAIT = Duration.ofMillis(800);

  /** Creates the context of an invocation whose problems are JSON. */
  InvocationContext(String requestId, Instant arrivedAt, Instant deadline) {
    this(requestId, arrivedAt, deadline, false);
  }

  /** Returns the context of an HTTP request. A browser gets problems as pages. */
  InvocationContext forRequest(HttpRequest request) {
    boolean isBrowser =
        AcceptHeaders.preferredFormat(request.header("accept"), true)
            .filter(format -> format == PageFormat.HTML)
            .isPresent();
    return new InvocationContext(requestId, arrivedAt, deadline, isBrowser);
  }

  /** Returns a context that shows problems as pages. */
  InvocationContext withHtmlProblems() {
    return new InvocationContext(requestId, arrivedAt, deadline, true);
  }

  /** Returns the time by which a gateway's caller must be answered. */
  Instant gatewayAnswerDeadline() {
    return earlierOf(arrivedAt.plus(GATEWAY_TIMEOUT), latestAnswerTime());
  }

  /** Returns the time by which a caller who waits this long must be answered. */
  Instant answerDeadline(Duration wait) {
    return earlierOf(arrivedAt.plus(wait).plus(TIME_AFTER_WAIT), latestAnswerTime());
  }

  /** Returns the time by which a gateway's caller who waits this long must be answered. */
  Instant gatewayAnswerDeadline(Duration wait) {
    return earlierOf(answerDeadline(wait), gatewayAnswerDeadline());
  }

  /** Returns the latest time at which the program can still answer. */
  Instant latestAnswerTime() {
    return latestAnswerTime(deadline);
  }

  /** Returns the latest time at which the program can still answer before a deadline. */
  static Instant latestAnswerTime(Instant deadline) {
    return deadline.minus(DEADLINE_MARGIN);
  }

  private static Instant earlierOf(Instant first, Instant second) {
    return first.isBefore(second) ? first : second;
  }

  /** Returns the URI that identifies a problem of this invocation (RFC 9457, "instance"). */
  String problemInstance() {
    return "/requests/" + requestId;
  }
}
