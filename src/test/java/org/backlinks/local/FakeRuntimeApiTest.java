package org.backlinks.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeRuntimeApiTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final FakeRuntimeApi api = FakeRuntimeApi.start();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    api.close();
    http.shutdownNow();
    callers.shutdownNow();
  }

  @Test
  void eventIsDeliveredWithLambdaHeaders() throws Exception {
    long before = System.currentTimeMillis();
    Future<byte[]> answer = invoke("{\"a\":1}");
    HttpResponse<String> event = next();
    assertThat(event.body()).isEqualTo("{\"a\":1}");
    assertThat(header(event, "Lambda-Runtime-Invoked-Function-Arn")).startsWith("arn:aws:lambda:");
    assertThat(header(event, "Lambda-Runtime-Trace-Id"))
        .matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0");
    assertThat(Long.parseLong(header(event, "Lambda-Runtime-Deadline-Ms")))
        .isBetween(before + 30_000, System.currentTimeMillis() + 30_000);
    assertThat(post(id(event) + "/response", "done").statusCode()).isEqualTo(202);
    assertThat(answer.get()).asString(StandardCharsets.UTF_8).isEqualTo("done");
  }

  @Test
  void requestForNextEventWaitsUntilEventArrives() throws Exception {
    CompletableFuture<HttpResponse<String>> nextEvent =
        http.sendAsync(get("invocation/next"), BodyHandlers.ofString());
    Future<byte[]> answer = invoke("late");
    assertThat(nextEvent.get().body()).isEqualTo("late");
    post(id(nextEvent.get()) + "/response", "x");
    assertThat(answer.get()).hasSize(1);
  }

  @Test
  void functionErrorIsReturned() throws Exception {
    Future<byte[]> answer = invoke("{}");
    post(id(next()) + "/error", "{\"errorMessage\":\"no\"}");
    FunctionErrorException error = errorOf(answer);
    assertThat(error.errorType()).isEqualTo("Unhandled");
    assertThat(error.details()).contains("errorMessage");
  }

  @Test
  void initErrorFailsThisEventAndAllLaterOnes() throws Exception {
    Future<byte[]> answer = invoke("{}");
    send("init/error", "{\"errorMessage\":\"can't start\"}");
    assertThat(errorOf(answer).details()).contains("can't start");
    assertThatExceptionOfType(FunctionErrorException.class)
        .isThrownBy(() -> api.invoke(new byte[0], TIMEOUT))
        .withMessageContaining("can't start");
  }

  @Test
  void answerIsRefusedOnlyWhenOverLimit() throws Exception {
    Future<byte[]> tooLarge = invoke("{}");
    assertThat(
            post(id(next()) + "/response", "x".repeat(FakeRuntimeApi.MAX_PAYLOAD_BYTES + 1))
                .statusCode())
        .isEqualTo(413);
    assertThat(errorOf(tooLarge).errorType()).isEqualTo("Function.ResponseSizeTooLarge");
    Future<byte[]> largest = invoke("{}");
    assertThat(
            post(id(next()) + "/response", "x".repeat(FakeRuntimeApi.MAX_PAYLOAD_BYTES))
                .statusCode())
        .isEqualTo(202);
    assertThat(largest.get()).hasSize(FakeRuntimeApi.MAX_PAYLOAD_BYTES);
  }

  @Test
  void answerToUnknownEventIsRefused() throws Exception {
    Future<byte[]> answer = invoke("{}");
    String id = id(next());
    assertThat(post("another/response", "x").statusCode()).isEqualTo(400);
    post(id + "/response", "x");
    answer.get();
    assertThat(post(id + "/response", "x").statusCode()).isEqualTo(400);
  }

  @Test
  void secondEventIsRefusedWhileOneIsInProgress() throws Exception {
    Future<byte[]> first = invoke("{}");
    String id = id(next());
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> api.invoke(new byte[0], TIMEOUT));
    post(id + "/response", "x");
    assertThat(first.get()).hasSize(1);
  }

  @Test
  void eventFailsWhenNotAnsweredInTime() {
    Future<byte[]> answer = callers.submit(() -> api.invoke(new byte[0], Duration.ofMillis(200)));
    next();
    assertThat(errorOf(answer).errorType()).isEqualTo("Sandbox.Timedout");
  }

  private Future<byte[]> invoke(String event) {
    return callers.submit(() -> api.invoke(event.getBytes(StandardCharsets.UTF_8), TIMEOUT));
  }

  private static FunctionErrorException errorOf(Future<byte[]> answer) {
    ExecutionException e = catchThrowableOfType(ExecutionException.class, answer::get);
    assertThat(e).hasCauseInstanceOf(FunctionErrorException.class);
    return (FunctionErrorException) e.getCause();
  }

  private HttpResponse<String> next() {
    return http.sendAsync(get("invocation/next"), BodyHandlers.ofString()).join();
  }

  private HttpResponse<String> post(String path, String body) {
    return send("invocation/" + path, body);
  }

  private HttpResponse<String> send(String path, String body) {
    return http.sendAsync(
            HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body)).build(),
            BodyHandlers.ofString())
        .join();
  }

  private HttpRequest get(String path) {
    return HttpRequest.newBuilder(uri(path)).build();
  }

  private URI uri(String path) {
    return URI.create("http://" + api.address() + "/2018-06-01/runtime/" + path);
  }

  private static String id(HttpResponse<String> event) {
    return header(event, "Lambda-Runtime-Aws-Request-Id");
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElseThrow();
  }
}
