package org.backlinks.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Named;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.backlinks.ops.Invocation;
import org.backlinks.ops.Invocations;
import org.backlinks.question.FieldError;
import org.backlinks.render.ProblemJson;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Every event comes in here. */
@Named("backlinks")
public final class Handler implements RequestStreamHandler {
  private static final Logger LOG = Logger.getLogger(Handler.class);

  /** For platforms that give no deadline. */
  private static final Duration USUAL_TIME = Duration.ofSeconds(30);

  /** A buffer that grew beyond this is not kept, bytes. */
  private static final int MOST_KEPT = 2 << 20;

  /**
   * The answer as a whole: handed over in one piece it is not copied again and again where the
   * platform's own buffer grows; kept, its memory is not new for each answer.
   */
  private final AtomicReference<@Nullable ByteArrayOutputStream> spare = new AtomicReference<>();

  private final Routes routes;
  private final Actions actions;
  private final Invocations invocations;
  private final Clock clock;

  Handler(Routes routes, Actions actions, Invocations invocations, Clock clock) {
    this.routes = routes;
    this.actions = actions;
    this.invocations = invocations;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Invocation invocation = invocations.begin(context.getAwsRequestId());
    try {
      handle(in, out, context);
    } finally {
      invocations.end(invocation);
    }
  }

  private void handle(InputStream in, OutputStream out, Context context) throws IOException {
    int left = context.getRemainingTimeInMillis();
    Duration time = left > 0 ? Duration.ofMillis(left) : USUAL_TIME;
    Call call = new Call(context.getAwsRequestId(), clock.instant().plus(time));
    Event event = new Event.Unknown();
    try {
      event = Events.read(in.readAllBytes());
      Invocation.is(Kinds.of(event));
      answer(event, call, out);
    } catch (Throwable e) {
      // an Error, too: the platform's loop would not outlive it
      broken(event, internal(e, call), call, out);
    }
  }

  private void answer(Event event, Call call, OutputStream out) throws IOException {
    switch (event) {
      case Event.Http(HttpCall http) -> write(routes.answer(http, call), out);
      case Event.BadHttp(String field, String message) ->
          GatewayAnswer.write(
              Routes.problem(Problem.invalid(List.of(new FieldError(field, message))), null, call),
              out);
      case Event.Tick() -> actions.poll(call).writeTo(out);
      case Event.TableStream stream -> actions.stream(stream, call).writeTo(out);
      case Event.Direct(ObjectNode payload) -> actions.answer(payload, call).writeTo(out);
      case Event.Unknown() ->
          problem(Problem.of(Kind.INVALID_REQUEST, Event.Unknown.UNDERSTOOD), call, out);
    }
  }

  private void write(HttpAnswer answer, OutputStream out) throws IOException {
    ByteArrayOutputStream kept = spare.getAndSet(null);
    ByteArrayOutputStream whole = kept == null ? new ByteArrayOutputStream() : kept;
    GatewayAnswer.write(answer, whole);
    whole.writeTo(out);
    if (whole.size() <= MOST_KEPT) {
      whole.reset();
      spare.set(whole);
    }
  }

  private void broken(Event event, Problem problem, Call call, OutputStream out)
      throws IOException {
    invocations.broke(problem.kind().word());
    switch (event) {
      case Event.Http http -> GatewayAnswer.write(Routes.problem(problem, null, call), out);
      case Event.BadHttp http -> GatewayAnswer.write(Routes.problem(problem, null, call), out);
      // nobody reads these answers: only a failed invocation is seen, and tried again
      case Event.Tick tick -> throw new IllegalStateException(problem.detail());
      case Event.TableStream stream -> throw new IllegalStateException(problem.detail());
      case Event.Direct direct -> problem(problem, call, out);
      case Event.Unknown unknown -> problem(problem, call, out);
    }
  }

  private static void problem(Problem problem, Call call, OutputStream out) throws IOException {
    Invocation.ends(problem.kind().word());
    ProblemJson.whole(problem, call.instance(), null).writeTo(out);
  }

  /** The log has the cause; the caller gets the id to find it by. */
  private static Problem internal(Throwable cause, Call call) {
    LOG.errorf(cause, "request %s broke", call.id());
    return Problem.of(Kind.INTERNAL, "Something went wrong here; its id is " + call.id() + ".");
  }
}
