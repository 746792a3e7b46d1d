package org.backlinks.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.telemetry.CurrentInvocation;
import org.backlinks.telemetry.InvocationLog;
import org.backlinks.telemetry.InvocationRecord;
import org.jboss.logging.Logger;

/** The Lambda handler of all events. */
@Named("backlinks")
@Singleton
public final class LambdaHandler implements RequestStreamHandler {
  private static final Logger LOG = Logger.getLogger(LambdaHandler.class);

  /**
   * Used when the platform gives no deadline. It equals the timeout of the function for callers.
   */
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(330);

  private final EventDispatcher dispatcher;
  private final InvocationLog invocationLog;
  private final LambdaExtension extension;
  private final FreezeGuard freezeGuard;
  private final Clock clock;

  LambdaHandler(
      EventDispatcher dispatcher,
      InvocationLog invocationLog,
      LambdaExtension extension,
      FreezeGuard freezeGuard,
      Clock clock) {
    this.dispatcher = dispatcher;
    this.invocationLog = invocationLog;
    this.extension = extension;
    this.freezeGuard = freezeGuard;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context platform) throws IOException {
    InvocationRecord invocation = invocationLog.begin(platform.getAwsRequestId());
    try {
      handle(in, out, newContext(platform));
    } finally {
      invocationLog.end(invocation);
      extension.recordInvocationEnd(platform.getAwsRequestId());
    }
  }

  private InvocationContext newContext(Context platform) {
    int millis = platform.getRemainingTimeInMillis();
    Duration time = millis > 0 ? Duration.ofMillis(millis) : DEFAULT_TIMEOUT;
    Instant now = clock.instant();
    return new InvocationContext(platform.getAwsRequestId(), now, now.plus(time));
  }

  private void handle(InputStream in, OutputStream out, InvocationContext context)
      throws IOException {
    Event event = new Event.Unknown();
    try {
      event = EventDecoder.decode(in);
      CurrentInvocation.setKind(InvocationLabel.of(event));
      dispatcher.dispatch(event, context, out);
    } catch (UnhandledEventException e) {
      CurrentInvocation.setOutcome("unhandled");
      LOG.error(e.getMessage());
      throw e;
    } catch (Throwable e) {
      // also an Error, which would end the loop in which the platform's runtime reads events
      Problem problem = internalProblem(e, context);
      invocationLog.recordFailure(problem.kind().wireName());
      dispatcher.writeProblem(event, problem, context, out);
    }
    if (freezeGuard.mustDelayAnswer()) {
      freezeGuard.awaitCalls(context.latestAnswerTime());
    }
  }

  /** Logs the cause. The caller gets only the request id, which identifies the log line. */
  private static Problem internalProblem(Throwable cause, InvocationContext context) {
    LOG.errorf(cause, "request %s failed", context.requestId());
    return Problem.of(
        Kind.INTERNAL, "An internal error occurred. Its id is " + context.requestId() + ".");
  }
}
