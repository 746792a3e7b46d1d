package org.backlinks.majestic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.backlinks.majestic.http.FakeHttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that are repeated or must not be repeated. */
@Timeout(60)
class MajesticClientRetryTest extends MajesticClientFixture {
  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void callIsRepeatedAtMostTwiceWhenStatusIsUncharged(int status) throws IOException {
    try (FakeHttpServer server = FakeHttpServer.answering(status(status))) {
      assertThat(client(server.uri()).ask(CALL, snapshot, WITH_RETRIES))
          .isEqualTo(
              new Answer.Unavailable("upstream answered with HTTP status " + status, true, null));
      assertThat(server.requests()).hasSize(3);
    }
    try (FakeHttpServer server = FakeHttpServer.answering(status(status))) {
      client(server.uri()).ask(CALL, snapshot);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {501, 502, 504, 505, 511, 529, 599, 600, 999})
  void callIsNotRepeatedWhenStatusMayBeCharged(int status) throws IOException {
    assertThat(answerToBytes(status(status)))
        .isEqualTo(
            new Answer.Unavailable("upstream answered with HTTP status " + status, false, null));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 407, 413, 418, 499})
  void refusalIsNotRepeated(int status) throws IOException {
    assertThat(answerToBytes(status(status)))
        .asInstanceOf(type(Answer.Refused.class))
        .extracting(Answer.Refused::code)
        .isEqualTo("HTTP " + status);
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 205, 301, 302, 304, 307})
  void redirectAndEmptyStatusAreUnreadable(int status) throws IOException {
    assertThat(answerToBytes(status(status))).isInstanceOf(Answer.Unreadable.class);
  }

  @Test
  void retryAfterIsPassedOn() throws IOException {
    byte[] later = "HTTP/1.1 503 Later\r\nRetry-After: 77\r\n\r\n".getBytes(ISO_8859_1);
    assertThat(answerToBytes(later))
        .isEqualTo(
            new Answer.Unavailable(
                "upstream answered with HTTP status 503", true, Duration.ofSeconds(77)));
  }

  @Test
  void callIsUnchargedWhenItWasNotSent() throws IOException {
    URI unused;
    try (ServerSocket serverSocket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      unused = URI.create("http://127.0.0.1:" + serverSocket.getLocalPort());
    }
    assertThat(client(unused).ask(CALL, snapshot))
        .isEqualTo(new Answer.Unavailable("nothing was sent: no connection", true, null));
    assertThat(client(URI.create("http://upstream.invalid")).ask(CALL, snapshot))
        .isEqualTo(new Answer.Unavailable("nothing was sent: the host has no address", true, null));
    assertThat(client(URI.create("https://127.0.0.1:" + unused.getPort())).ask(CALL, snapshot))
        .isEqualTo(new Answer.Unavailable("nothing was sent: no connection", true, null));
  }

  private static byte[] status(int status) {
    return ("HTTP/1.1 " + status + " Odd\r\nContent-Length: 2\r\nLocation: /b\r\n\r\nno")
        .getBytes(ISO_8859_1);
  }
}
