package org.backlinks.majestic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.backlinks.config.Settings;
import org.backlinks.majestic.http.FakeHttpServer;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.SnapshotBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Freezes a process for longer than its timeout while it waits for an answer. */
@Timeout(120)
class FrozenProcessTest {
  private static final long FREEZE_SECONDS = 5;
  private static final byte[] ANSWER =
      ("HTTP/1.1 200 OK\r\n\r\n{\"Code\": \"OK\", \"DataTables\": {\"URL\": {\"Headers\": {},"
              + " \"Data\": [{\"SourceURL\": \"https://a.example/\"}]}}}")
          .getBytes(ISO_8859_1);

  private final CountDownLatch requestArrived = new CountDownLatch(1);
  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final CountDownLatch answered = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);

  /** The program that runs in the process. */
  static final class FrozenClientMain {
    private FrozenClientMain() {}

    public static void main(String[] args) throws IOException {
      MajesticClient client =
          FakeUpstreamClient.of(
              Settings.from(
                  Map.of(
                      "MAJESTIC_URL", args[0],
                      "MAJESTIC_API_KEY", "key",
                      "MAJESTIC_TIMEOUT", "PT3S")));
      MajesticCall call =
          new MajesticCall(
              Map.of("cmd", "GetTopBackLinks", "URL", "http://t/"), List.of(Scope.URL));
      long start = System.nanoTime();
      Answer answer = client.ask(call, new SnapshotBuilder((number, piece) -> {}));
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      System.out.print(answer.getClass().getSimpleName() + " " + elapsed.toSeconds());
    }
  }

  private static Process startClient(FakeHttpServer server) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            FrozenClientMain.class.getName(),
            server.uri().toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void signal(Process process, String signal) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private String outputAfterFreeze(FakeHttpServer server) throws Exception {
    Process process = startClient(server);
    try {
      requestArrived.await();
      signal(process, "STOP");
      mayAnswer.countDown();
      assertThat(never.await(FREEZE_SECONDS, TimeUnit.SECONDS)).isFalse();
      signal(process, "CONT");
      return new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void answerIsReadWhenItArrivesDuringAFreeze() throws Exception {
    try (FakeHttpServer server =
        new FakeHttpServer(connection -> {
          requestArrived.countDown();
          mayAnswer.await();
          connection.getOutputStream().write(ANSWER);
          answered.countDown();
        })) {
      assertThat(outputAfterFreeze(server)).matches("Rows \\d+");
      answered.await();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void callTimesOutWhenNoAnswerArrivesAfterAFreeze() throws Exception {
    try (FakeHttpServer server =
        new FakeHttpServer(_ -> {
          requestArrived.countDown();
          never.await();
        })) {
      // the timeout of 3 s counts the freeze of 5 s as at most 1 s
      assertThat(outputAfterFreeze(server)).matches("TimedOut ([6-9]|\\d\\d)");
      assertThat(server.requests()).hasSize(1);
    }
  }
}
