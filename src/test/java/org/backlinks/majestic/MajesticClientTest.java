package org.backlinks.majestic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.backlinks.local.majestic.RawResponseHead;
import org.backlinks.majestic.http.ExchangeLimiter;
import org.backlinks.majestic.http.FakeHttpServer;
import org.backlinks.majestic.http.ResponseHeadReader;
import org.backlinks.snapshot.FakeChunkStore;
import org.backlinks.snapshot.SnapshotBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MajesticClientTest extends MajesticClientFixture {
  private static final Path CASES = Path.of("src/test/resources/org/backlinks/majestic/recorded");

  @Test
  void clientSendsOneFormAndNothingElse() throws IOException {
    try (FakeHttpServer server =
        FakeHttpServer.answering(head("Content-Length: " + BODY.length, BODY))) {
      assertRows(client(server.uri()).ask(CALL, snapshot));
      String request = server.requests().getFirst();
      List<String> lines = request.lines().toList();
      assertThat(lines.getFirst()).isEqualTo("POST /api/json HTTP/1.1");
      assertThat(lines)
          .contains(
              "Host: 127.0.0.1:" + server.port(),
              "Accept-Encoding: gzip",
              "Connection: close",
              "Content-Type: application/x-www-form-urlencoded");
      assertThat(lines).noneMatch(line -> line.startsWith("Time-To-Read"));
      assertThat(request.substring(request.indexOf("\r\n\r\n") + 4).split("&"))
          .containsExactlyInAnyOrder(
              "cmd=GetTopBackLinks",
              "URL=http%3A%2F%2Ft.example%2F%C3%BC%3Fa%3Db%26c",
              "app_api_key=key%2B1");
    }
  }

  static Stream<RawResponseHead> responseHeads() {
    return RawResponseHead.allHeads().stream();
  }

  @ParameterizedTest
  @MethodSource("responseHeads")
  void unusualHeadGivesExactlyOneAnswer(RawResponseHead head) throws IOException {
    Answer answer = answerToBytes(head.responseBytes(BODY));
    switch (head.outcome()) {
      case ROWS -> assertRows(answer);
      case UNREADABLE -> assertThat(answer).isInstanceOf(Answer.Unreadable.class);
      case CLOSED ->
          assertThat(answer)
              .isEqualTo(new Answer.Unavailable("the connection to upstream broke", false, null));
    }
  }

  @Test
  void callIsNotRepeatedWhenTheConnectionIsCut() throws IOException {
    byte[] complete = head("Content-Length: " + BODY.length, BODY);
    int body = complete.length - BODY.length;
    for (int length = 0; length < complete.length; length += length < body ? 1 : 37) {
      Answer answer = answerToBytes(Arrays.copyOf(complete, length));
      assertThat(answer)
          .as("cut after %d bytes", length)
          .isInstanceOf(length < body ? Answer.Unavailable.class : Answer.Unreadable.class);
    }
  }

  @Test
  void headMayHaveAtMost64Kilobytes() throws IOException {
    String length = "Content-Length: " + BODY.length + "\r\n";
    String fixed = "HTTP/1.1 200 OK\r\n" + length + "X: \r\n\r\n";
    String filler = "a".repeat(ResponseHeadReader.MAX_HEAD_LENGTH - fixed.length());
    assertRows(answerToBytes(head(length + "X: " + filler, BODY)));
    assertThat(answerToBytes(head(length + "X: " + filler + "a", BODY)))
        .isInstanceOf(Answer.Unreadable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"F1-content-length-twice", "F1-content-type-word", "F2-gzip-two-members"})
  void recordedAnswerIsRead(String name) throws IOException {
    assertRows(answerToBytes(Files.readAllBytes(CASES.resolve(name + ".http"))));
  }

  @Test
  void callIsNotSentWhenNoPermitBecomesFree() throws Exception {
    CountDownLatch requestArrived = new CountDownLatch(1);
    CountDownLatch testEnd = new CountDownLatch(1);
    try (FakeHttpServer server =
            new FakeHttpServer(connection -> {
              OutputStream out = connection.getOutputStream();
              out.write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(ISO_8859_1));
              requestArrived.countDown();
              while (!testEnd.await(100, TimeUnit.MILLISECONDS)) {
                out.write('-');
              }
              out.write(join("\r\n\r\n".getBytes(ISO_8859_1), BODY));
            });
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      MajesticClient client = client(server.uri(), "PT2S", 1);
      Future<Answer> first = threads.submit(() -> client.ask(CALL, snapshot));
      requestArrived.await();
      Future<Answer> second =
          threads.submit(() -> client.ask(CALL, new SnapshotBuilder(new FakeChunkStore())));
      assertThat(second.get())
          .isEqualTo(
              new Answer.Unavailable(
                  "nothing was sent: too many calls to upstream at once", true, null));
      testEnd.countDown();
      assertThat(first.get()).isInstanceOf(Answer.Rows.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void concurrentCallsAreAllSent() throws Exception {
    int calls = ExchangeLimiter.MAX_EXCHANGES;
    CountDownLatch all = new CountDownLatch(calls);
    try (FakeHttpServer server =
            new FakeHttpServer(connection -> {
              all.countDown();
              all.await();
              connection.getOutputStream().write(head("", BODY));
            });
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      MajesticClient client = client(server.uri(), "PT30S", calls);
      List<Future<Answer>> answers =
          IntStream.range(0, calls)
              .mapToObj(_ ->
                  threads.submit(() -> client.ask(CALL, new SnapshotBuilder(new FakeChunkStore()))))
              .toList();
      for (Future<Answer> answer : answers) {
        assertThat(answer.get()).isInstanceOf(Answer.Rows.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void interruptEndsTheCallAndItsConnection(boolean virtual) throws Exception {
    CountDownLatch requestArrived = new CountDownLatch(1);
    CountDownLatch connectionEnded = new CountDownLatch(1);
    try (FakeHttpServer server =
        new FakeHttpServer(connection -> {
          connection.getOutputStream().write(head("", new byte[] {'{'}));
          requestArrived.countDown();
          try {
            assertThat(connection.getInputStream().read()).isEqualTo(-1);
          } finally {
            connectionEnded.countDown();
          }
        })) {
      var answer = new CompletableFuture<Answer>();
      Runnable call =
          () -> {
            try {
              answer.complete(client(server.uri(), "PT420S", 1).ask(CALL, snapshot));
            } catch (IOException e) {
              answer.completeExceptionally(e);
            }
          };
      Thread thread = (virtual ? Thread.ofVirtual() : Thread.ofPlatform()).start(call);
      requestArrived.await();
      thread.interrupt();
      assertThat(answer.get())
          .isEqualTo(new Answer.Unavailable("the call was interrupted", false, null));
      connectionEnded.await();
      assertThat(connectionEnded.getCount()).isZero();
    }
  }

  @Test
  void storeFailureIsPassedOn() throws IOException {
    SnapshotBuilder full =
        new SnapshotBuilder((number, piece) -> {
          throw new IOException("the table is full");
        });
    try (FakeHttpServer server = FakeHttpServer.answering(head("", BODY))) {
      assertThatThrownBy(() -> client(server.uri()).ask(CALL, full))
          .isExactlyInstanceOf(IOException.class)
          .hasMessage("the table is full");
    }
  }
}
