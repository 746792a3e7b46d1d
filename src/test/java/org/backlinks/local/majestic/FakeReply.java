package org.backlinks.local.majestic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Supplier;

/** An HTTP response and its fault. Its body can be opened more than once. */
record FakeReply(
    int status,
    String contentType,
    Map<String, String> headers,
    Supplier<InputStream> body,
    boolean isLarge,
    Behaviour fault) {
  private static final int LARGE_ANSWER_ROWS = 500;

  static FakeReply of(FakeAnswer answer, FakeFormat format) {
    boolean isLarge =
        answer.tables() != null
            && answer.tables().stream().mapToInt(FakeTable::rowCount).sum() > LARGE_ANSWER_ROWS;
    return new FakeReply(
        200,
        format.contentType,
        Map.of(),
        () -> format.stream(answer),
        isLarge,
        new Behaviour.Rows());
  }

  static FakeReply of(int status, String contentType, byte[] body) {
    return new FakeReply(
        status,
        contentType,
        Map.of(),
        () -> new ByteArrayInputStream(body),
        false,
        new Behaviour.Rows());
  }

  static FakeReply of(Behaviour.FixedResponse http) {
    return of(http.status(), http.contentType(), http.body().getBytes(UTF_8))
        .withHeaders(http.headers());
  }

  /** Returns the HTML page of a proxy. */
  static FakeReply htmlPage() {
    return of(
        200,
        "text/html; charset=utf-8",
        "<!DOCTYPE html><html><head><title>Just a moment</title></head><body><h1>Checking your"
            .concat(" connection</h1></body></html>")
            .getBytes(UTF_8));
  }

  FakeReply withFault(Behaviour newFault) {
    return new FakeReply(status, contentType, headers, body, isLarge, newFault);
  }

  private FakeReply withHeaders(Map<String, String> newHeaders) {
    return new FakeReply(status, contentType, newHeaders, body, isLarge, fault);
  }
}
