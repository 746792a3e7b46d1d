package org.backlinks.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.backlinks.ops.Invocation;
import org.backlinks.ops.Invocations;
import org.backlinks.question.FieldError;
import org.backlinks.render.Buffer;
import org.backlinks.render.ProblemJson;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.jboss.logging.Logger;

/** Every event comes in here. */
@Named("backlinks")
@Singleton
public final class Handler implements RequestStreamHandler {
  private static final Logger LOG = Logger.getLogger(Handler.class);

  /** For platforms that give no deadline. */
  private static final Duration USUAL_TIME = Duration.ofSeconds(30);

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
      case Event.Http(HttpCall http) -> GatewayAnswer.write(routes.answer(http, call), out);
      case Event.BadHttp(String field, String message) ->
          GatewayAnswer.write(
              Routes.problem(Problem.invalid(List.of(new FieldError(field, message))), null, call),
              out);
      case Event.Tick() -> send(actions.poll(call), out);
      case Event.TableStream stream -> send(actions.stream(stream, call), out);
      case Event.Direct(ObjectNode payload) -> send(actions.answer(payload, call), out);
      case Event.Unknown() ->
          problem(Problem.of(Kind.INVALID_REQUEST, Event.Unknown.UNDERSTOOD), call, out);
    }
  }

  private static void send(Buffer answer, OutputStream out) throws IOException {
    answer.writeTo(out);
    answer.release();
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
    send(ProblemJson.whole(problem, call.instance(), null), out);
  }

  /** The log has the cause; the caller gets the id to find it by. */
  private static Problem internal(Throwable cause, Call call) {
    LOG.errorf(cause, "request %s broke", call.id());
    return Problem.of(Kind.INTERNAL, "Something went wrong here; its id is " + call.id() + ".");
  }
}
