package org.backlinks.local;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A function process for tests of the sandbox. Its event is a number of milliseconds. It answers
 * immediately, and then its extension holds the process for this time. It writes one byte of output
 * every few milliseconds, which shows that it is running.
 */
public final class HeldFunctionMain {
  /** The environment variable that makes the process register an extension. */
  static final String EXTENSION_VARIABLE = "EXTENSION";

  private static final String API =
      "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2020-01-01/extension/";
  private static final long HEARTBEAT_MILLIS = 5;

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** How long the extension holds the process after each answer. */
  private static final BlockingQueue<Long> HOLD_MILLIS = new LinkedBlockingQueue<>();

  private HeldFunctionMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    ParentWatchdog.exitWithParent();
    Thread.ofPlatform().daemon().start(HeldFunctionMain::writeHeartbeats);
    if (System.getenv(EXTENSION_VARIABLE) != null) {
      String id = register();
      Thread.ofPlatform().daemon().start(() -> serveExtension(id));
    }
    RuntimePollLoop.run(HeldFunctionMain::handle);
  }

  private static void handle(InputStream event, OutputStream answer, Context context)
      throws IOException {
    String holdMillis = new String(event.readAllBytes(), StandardCharsets.UTF_8);
    HOLD_MILLIS.add(Long.valueOf(holdMillis));
    answer.write(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8));
  }

  private static String register() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(API + "register"))
            .header("Lambda-Extension-Name", "held")
            .POST(BodyPublishers.ofString("{\"events\": [\"INVOKE\"]}"))
            .build();
    return HTTP.send(request, BodyHandlers.discarding())
        .headers()
        .firstValue("Lambda-Extension-Identifier")
        .orElseThrow();
  }

  private static void serveExtension(String id) {
    try {
      HttpRequest next =
          HttpRequest.newBuilder(URI.create(API + "event/next"))
              .header("Lambda-Extension-Identifier", id)
              .build();
      while (HTTP.send(next, BodyHandlers.discarding()).statusCode() == 200) {
        pause(HOLD_MILLIS.take());
      }
    } catch (IOException | InterruptedException e) {
      Runtime.getRuntime().halt(3);
    }
  }

  private static void writeHeartbeats() {
    try {
      while (true) {
        System.out.print('.');
        System.out.flush();
        pause(HEARTBEAT_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the time. Always returns false. */
  private static boolean pause(long millis) throws InterruptedException {
    return new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
  }
}
