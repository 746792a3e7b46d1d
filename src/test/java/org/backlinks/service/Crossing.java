package org.backlinks.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.backlinks.local.Relay;
import org.backlinks.service.Boundary.Side;
import org.backlinks.service.Cells.Passage;
import org.jspecify.annotations.Nullable;

/** Stands between the function and a server, and stops what shall not get further. */
final class Crossing extends Relay {
  /** Tells which report a request is about, and which step of it. */
  interface Reader {
    Optional<Passage> read(HttpExchange exchange, String body);
  }

  private final Reader reader;

  private Crossing(URI server, Reader reader) throws IOException {
    super(server);
    this.reader = reader;
    open();
  }

  static Crossing beforeTable(URI table, Cells cells) throws IOException {
    return new Crossing(
        table,
        (exchange, body) -> {
          String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
          return cells.write(target.substring(target.indexOf('.') + 1), body);
        });
  }

  static Crossing beforeUpstream(URI upstream, Cells cells) throws IOException {
    return new Crossing(
        upstream, (exchange, body) -> cells.call(exchange.getRequestURI().getPath(), body));
  }

  @Override
  protected void pass(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    Passage passage = reader.read(exchange, new String(body, ISO_8859_1)).orElse(null);
    if (stays(passage, Side.BEFORE)) {
      return;
    }
    HttpResponse<byte[]> answer = send(exchange, body);
    if (!stays(passage, Side.AFTER)) {
      give(exchange, answer, passage);
    }
  }

  private static boolean stays(@Nullable Passage passage, Side side) {
    if (passage == null || !passage.cell().endsAt(passage.step(), side)) {
      return false;
    }
    passage.cell().stay();
    return true;
  }

  private static void give(
      HttpExchange exchange, HttpResponse<byte[]> answer, @Nullable Passage passage)
      throws IOException {
    begin(exchange, answer);
    byte[] body = answer.body();
    OutputStream to = exchange.getResponseBody();
    to.write(body, 0, body.length / 2);
    to.flush();
    if (!stays(passage, Side.HALFWAY)) {
      to.write(body, body.length / 2, body.length - body.length / 2);
    }
  }
}
