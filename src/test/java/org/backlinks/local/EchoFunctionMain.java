package org.backlinks.local;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A function process for tests of the local stack. The event says what it does. */
public final class EchoFunctionMain {
  private EchoFunctionMain() {}

  public static void main(String[] arguments) throws IOException {
    ParentWatchdog.exitWithParent();
    if (System.getenv("REFUSES_TO_START") != null) {
      System.err.println("a setting cannot be read");
      System.exit(1);
    }
    RuntimePollLoop.run(EchoFunctionMain::handle);
  }

  private static void handle(InputStream event, OutputStream answer, Context context)
      throws IOException {
    String command = new String(event.readAllBytes(), StandardCharsets.UTF_8);
    switch (command) {
      case "throw with the key" ->
          throw new IllegalStateException("refused: " + System.getenv("MAJESTIC_API_KEY"));
      case "throw" -> throw new IllegalStateException("the event requests an error");
      case "die" -> Runtime.getRuntime().halt(7);
      case "hang" -> waitForever();
      case "remaining" -> write(answer, Integer.toString(context.getRemainingTimeInMillis()));
      case "pid" -> write(answer, Long.toString(ProcessHandle.current().pid()));
      case "environment" -> write(answer, String.join(",", System.getenv().keySet()));
      case "leak" -> write(answer, "{\"detail\": \"" + System.getenv("MAJESTIC_API_KEY") + "\"}");
      case "log" -> System.err.println("asking with " + System.getenv("MAJESTIC_API_KEY"));
      case "large" -> answer.write(new byte[FakeRuntimeApi.MAX_PAYLOAD_BYTES + 1]);
      default -> write(answer, "echo " + command);
    }
  }

  private static void waitForever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(OutputStream answer, String text) throws IOException {
    answer.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
