package org.backlinks.majestic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.backlinks.majestic.http.FakeHttpServer;
import org.backlinks.snapshot.Globals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls whose answers do not arrive in time. */
@Timeout(60)
class MajesticClientTimeoutTest extends MajesticClientFixture {
  @Test
  void callIsNotRepeatedWhenUpstreamIsSilent() throws Exception {
    CountDownLatch testEnd = new CountDownLatch(1);
    try (FakeHttpServer server = new FakeHttpServer(_ -> testEnd.await())) {
      assertThat(client(server.uri()).ask(CALL, snapshot, WITH_RETRIES))
          .isEqualTo(
              new Answer.TimedOut(
                  Globals.NONE,
                  "the head of the answer did not arrive in time: nothing arrived for 1 s"));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void callTimesOutWhenTheHeadArrivesTooSlowly() throws Exception {
    CountDownLatch testEnd = new CountDownLatch(1);
    try (FakeHttpServer server =
        new FakeHttpServer(connection -> {
          connection.getOutputStream().write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(ISO_8859_1));
          while (!testEnd.await(100, TimeUnit.MILLISECONDS)) {
            connection.getOutputStream().write('-');
          }
        })) {
      assertThat(client(server.uri()).ask(CALL, snapshot, WITH_RETRIES))
          .isEqualTo(
              new Answer.TimedOut(
                  Globals.NONE,
                  "the head of the answer did not arrive in time: not everything arrived within"
                      + " 2 s"));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void chargesAreKeptWhenTheBodyStalls() throws Exception {
    CountDownLatch testEnd = new CountDownLatch(1);
    byte[] bytes = head("Content-Length: " + BODY.length, BODY);
    try (FakeHttpServer server =
        new FakeHttpServer(connection -> {
          connection.getOutputStream().write(bytes, 0, bytes.length - 5);
          testEnd.await();
        })) {
      Answer answer = client(server.uri()).ask(CALL, snapshot, WITH_RETRIES);
      assertThat(answer).isInstanceOf(Answer.TimedOut.class);
      assertThat(answer.globals().number("ChargedAnalysisResUnits")).isEqualTo(5_000);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void slowBodyTimesOutWhenItsReadTimeIsOver() throws Exception {
    CountDownLatch testEnd = new CountDownLatch(1);
    try (FakeHttpServer server =
        new FakeHttpServer(connection -> {
          connection.getOutputStream().write(head("", new byte[] {'{'}));
          while (!testEnd.await(100, TimeUnit.MILLISECONDS)) {
            connection.getOutputStream().write(' ');
          }
        })) {
      Answer answer =
          client(server.uri(), "PT30S", 1)
              .ask(CALL, snapshot, new CallTimeLimits(Duration.ZERO, Duration.ofSeconds(1)));
      assertThat(answer)
          .isEqualTo(
              new Answer.TimedOut(
                  Globals.NONE,
                  "the body did not arrive in time: not everything arrived within 1 s"));
    }
  }
}
