package org.backlinks.crash;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.regex.Pattern;
import org.backlinks.crash.CrashPoint.Side;
import org.backlinks.crash.CrashRunRegistry.RunStep;
import org.backlinks.local.ReverseProxy;
import org.jspecify.annotations.Nullable;

/** A proxy between the function and a server. It holds requests and answers at crash points. */
final class CrashPointProxy extends ReverseProxy {
  /** Recognizes the run and the step of a request. */
  interface StepReader {
    Optional<RunStep> read(HttpExchange exchange, String body);
  }

  private static final Pattern NOTICE_OF_READY =
      Pattern.compile("\\.SendTaskSuccess |\\.SendMessage |/succeed$");

  private final StepReader reader;

  private CrashPointProxy(URI server, StepReader reader) throws IOException {
    super(server);
    this.reader = reader;
    start();
  }

  static CrashPointProxy inFrontOfTable(URI table, CrashRunRegistry runs) throws IOException {
    return new CrashPointProxy(
        table,
        (exchange, body) -> {
          String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
          return runs.classifyTableRequest(target.substring(target.indexOf('.') + 1), body);
        });
  }

  static CrashPointProxy inFrontOfUpstream(URI upstream, CrashRunRegistry runs) throws IOException {
    return new CrashPointProxy(
        upstream,
        (exchange, body) -> runs.classifyUpstreamCall(exchange.getRequestURI().getPath(), body));
  }

  static CrashPointProxy inFrontOfRecipients(URI recipients, CrashRunRegistry runs)
      throws IOException {
    return new CrashPointProxy(
        recipients,
        (exchange, body) -> {
          String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target");
          String path = exchange.getRequestURI().getPath();
          // neither a heartbeat nor the problem of a request that was refused
          boolean isReady = NOTICE_OF_READY.matcher(operation + " " + path).find();
          return isReady ? runs.classifyNotice(path + body) : Optional.empty();
        });
  }

  @Override
  protected void handle(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    RunStep step = reader.read(exchange, new String(body, ISO_8859_1)).orElse(null);
    if (!awaitIfHeld(step, Side.BEFORE)) {
      return;
    }
    HttpResponse<byte[]> answer = forward(exchange, body);
    if (awaitIfHeld(step, Side.AFTER)) {
      respond(exchange, answer, step);
    }
  }

  /** Waits while the process is interrupted here. Returns false when it never continues. */
  private static boolean awaitIfHeld(@Nullable RunStep step, Side side) {
    return step == null
        || !step.run().isHeldAt(step.step(), side)
        || step.run().awaitInterruption(side);
  }

  private static void respond(
      HttpExchange exchange, HttpResponse<byte[]> answer, @Nullable RunStep step)
      throws IOException {
    sendHead(exchange, answer);
    byte[] body = answer.body();
    OutputStream output = exchange.getResponseBody();
    output.write(body, 0, body.length / 2);
    output.flush();
    if (awaitIfHeld(step, Side.HALFWAY)) {
      output.write(body, body.length / 2, body.length - body.length / 2);
    }
  }
}
