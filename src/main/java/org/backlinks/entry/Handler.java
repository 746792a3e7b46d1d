package org.backlinks.entry;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.backlinks.question.FieldError;
import org.backlinks.render.Buffer;
import org.backlinks.render.ProblemJson;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.jboss.logging.Logger;

/** Every event comes in here. */
@Named("backlinks")
public final class Handler implements RequestStreamHandler {
  private static final Logger LOG = Logger.getLogger(Handler.class);

  /** For platforms that give no deadline. */
  private static final Duration USUAL_TIME = Duration.ofSeconds(30);

  private final Routes routes;
  private final Actions actions;
  private final Clock clock;

  Handler(Routes routes, Actions actions, Clock clock) {
    this.routes = routes;
    this.actions = actions;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    int left = context.getRemainingTimeInMillis();
    Duration time = left > 0 ? Duration.ofMillis(left) : USUAL_TIME;
    Call call = new Call(context.getAwsRequestId(), clock.instant().plus(time));
    switch (Events.read(in.readAllBytes())) {
      case Event.Http(HttpCall http) -> GatewayAnswer.write(http(http, call), out);
      case Event.BadHttp(String field, String message) ->
          GatewayAnswer.write(
              Routes.problem(Problem.invalid(List.of(new FieldError(field, message))), null, call),
              out);
      case Event.Tick() -> actions.poll(call).writeTo(out);
      case Event.TableStream stream -> actions.stream(stream, call).writeTo(out);
      case Event.Direct direct -> direct(direct, call, out);
      case Event.Unknown() ->
          ProblemJson.whole(
                  Problem.of(Kind.INVALID_REQUEST, Event.Unknown.UNDERSTOOD), call.instance(), null)
              .writeTo(out);
    }
  }

  private HttpAnswer http(HttpCall http, Call call) throws IOException {
    try {
      return routes.answer(http, call);
    } catch (Throwable e) {
      return Routes.problem(internal(e, call), null, call);
    }
  }

  private void direct(Event.Direct direct, Call call, OutputStream out) throws IOException {
    Buffer answer;
    try {
      answer = actions.answer(direct.payload(), call);
    } catch (Throwable e) {
      answer = ProblemJson.whole(internal(e, call), call.instance(), null);
    }
    answer.writeTo(out);
  }

  /**
   * The log has the cause; the caller gets the id to find it by. An {@code Error} must not end the
   * poll loop.
   */
  private static Problem internal(Throwable cause, Call call) {
    LOG.errorf(cause, "request %s broke", call.id());
    return Problem.of(Kind.INTERNAL, "Something went wrong here; its id is " + call.id() + ".");
  }
}
