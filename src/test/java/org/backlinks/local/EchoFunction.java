package org.backlinks.local;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A function process for tests of the stack itself: it does what the event says. */
public final class EchoFunction {
  private EchoFunction() {}

  public static void main(String[] arguments) throws IOException {
    Parent.endWith();
    if (System.getenv("REFUSES_TO_START") != null) {
      System.err.println("a setting can't be read");
      System.exit(1);
    }
    PollLoop.run(EchoFunction::handle);
  }

  private static void handle(InputStream event, OutputStream answer, Context context)
      throws IOException {
    String word = new String(event.readAllBytes(), StandardCharsets.UTF_8);
    switch (word) {
      case "throw with the key" ->
          throw new IllegalStateException("refused: " + System.getenv("MAJESTIC_API_KEY"));
      case "throw" -> throw new IllegalStateException("asked to throw");
      case "die" -> Runtime.getRuntime().halt(7);
      case "hang" -> hang();
      case "remaining" -> write(answer, Integer.toString(context.getRemainingTimeInMillis()));
      case "pid" -> write(answer, Long.toString(ProcessHandle.current().pid()));
      case "environment" -> write(answer, String.join(",", System.getenv().keySet()));
      case "leak" -> write(answer, "{\"detail\": \"" + System.getenv("MAJESTIC_API_KEY") + "\"}");
      case "log" -> System.err.println("asking with " + System.getenv("MAJESTIC_API_KEY"));
      case "large" -> answer.write(new byte[RuntimeApi.LIMIT + 1]);
      default -> write(answer, "echo " + word);
    }
  }

  private static void hang() {
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
