package org.backlinks.local.majestic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Supplier;

/** An HTTP answer; its body can be opened more than once, and the fault says how it fails. */
record Reply(
    int status,
    String contentType,
    Map<String, String> headers,
    Supplier<InputStream> body,
    boolean large,
    Behaviour fault) {
  private static final int MANY_ROWS = 500;

  static Reply of(Answer answer, Format format) {
    boolean large =
        answer.tables() != null && answer.tables().stream().mapToInt(Table::size).sum() > MANY_ROWS;
    return new Reply(
        200,
        format.contentType,
        Map.of(),
        () -> format.stream(answer),
        large,
        new Behaviour.Rows());
  }

  static Reply of(int status, String contentType, byte[] body) {
    return new Reply(
        status,
        contentType,
        Map.of(),
        () -> new ByteArrayInputStream(body),
        false,
        new Behaviour.Rows());
  }

  static Reply of(Behaviour.Http http) {
    return of(http.status(), http.contentType(), http.body().getBytes(UTF_8)).with(http.headers());
  }

  /** A page such as a proxy sends in upstream's stead. */
  static Reply htmlPage() {
    return of(
        200,
        "text/html; charset=utf-8",
        "<!DOCTYPE html><html><head><title>Just a moment</title></head><body><h1>Checking your"
            .concat(" connection</h1></body></html>")
            .getBytes(UTF_8));
  }

  Reply failing(Behaviour how) {
    return new Reply(status, contentType, headers, body, large, how);
  }

  private Reply with(Map<String, String> more) {
    return new Reply(status, contentType, more, body, large, fault);
  }
}
