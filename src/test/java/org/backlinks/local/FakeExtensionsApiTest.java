package org.backlinks.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.backlinks.local.SandboxOptions.Registration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Takes the part of the function process: it sends the requests of the runtime and of the
 * extensions.
 */
class FakeExtensionsApiTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String INVOKE = "{\"events\": [\"INVOKE\"]}";

  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private FakeRuntimeApi api = FakeRuntimeApi.start();

  @AfterEach
  void close() {
    api.close();
    http.shutdownNow();
    callers.shutdownNow();
  }

  @Test
  void registrationReturnsIdentifierAndFunction() throws Exception {
    HttpResponse<String> answer = register("ours", INVOKE);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Lambda-Extension-Identifier")).isPresent();
    assertThat(JSON.readTree(answer.body()))
        .isEqualTo(
            JSON.readTree(
                """
                {"functionName": "backlinks", "functionVersion": "$LATEST", "handler": "bootstrap"}
                """));
  }

  @Test
  void registrationIsRefusedWhenRequestIsInvalid() throws Exception {
    assertThat(errorOf(register("", INVOKE))).isEqualTo("Extension.InvalidExtensionName");
    assertThat(errorOf(register("ours", "{"))).isEqualTo("InvalidRequestFormat");
    assertThat(errorOf(register("ours", "{\"events\": [\"INVOKE\", \"SHUTDOWN\"]}")))
        .isEqualTo("Extension.InvalidEventType");
    register("ours", INVOKE);
    assertThat(errorOf(register("ours", INVOKE))).isEqualTo("Extension.InvalidExtensionState");
  }

  @Test
  void registrationIsRefusedWhenRuntimeHasRequestedEvent() throws Exception {
    Future<byte[]> answer = invoke("{}");
    String id = requestId(nextForRuntime().get());
    assertThat(errorOf(register("late", INVOKE))).isEqualTo("Extension.RegistrationClosed");
    answer(id);
    answer.get();
  }

  @Test
  void registrationIsAnsweredAsConfigured() throws Exception {
    assertThat(registerAt(Registration.NOT_FOUND).statusCode()).isEqualTo(404);
    assertThat(registerAt(Registration.FAILED).statusCode()).isEqualTo(500);
    long startNanos = System.nanoTime();
    assertThat(registerAt(Registration.LATE).statusCode()).isEqualTo(200);
    assertThat(System.nanoTime() - startNanos).isGreaterThanOrEqualTo(1_000_000_000L);
    // the sandbox does not wait for an extension whose registration it answered late
    Future<byte[]> answer = invoke("{}");
    answer(requestId(nextForRuntime().get()));
    assertThat(answer.get()).isNotEmpty();
  }

  @Test
  void eventIsDeliveredToRuntimeAndExtension() throws Exception {
    String extension = identifier(register("ours", INVOKE));
    CompletableFuture<HttpResponse<String>> extensionEvent = nextForExtension(extension);
    Future<byte[]> answer = invoke("{\"a\": 1}");
    HttpResponse<String> event = nextForRuntime().get();

    JsonNode invoked = JSON.readTree(extensionEvent.get().body());
    assertThat(extensionEvent.get().headers().firstValue("Lambda-Extension-Event-Identifier"))
        .isPresent();
    assertThat(invoked.path("eventType").asText()).isEqualTo("INVOKE");
    assertThat(invoked.path("requestId").asText()).isEqualTo(requestId(event));
    assertThat(invoked.path("deadlineMs").asText())
        .isEqualTo(event.headers().firstValue("Lambda-Runtime-Deadline-Ms").orElseThrow());
    assertThat(invoked.path("invokedFunctionArn").asText()).isEqualTo(FakeRuntimeApi.FUNCTION_ARN);
    assertThat(invoked.at("/tracing/type").asText()).isEqualTo("X-Amzn-Trace-Id");
    assertThat(invoked.at("/tracing/value").asText())
        .isEqualTo(event.headers().firstValue("Lambda-Runtime-Trace-Id").orElseThrow());
    answer(requestId(event));
    answer.get();
  }

  @Test
  void eventWaitsUntilRuntimeAndExtensionRequestIt() throws Exception {
    String extension = identifier(register("ours", INVOKE));
    Future<byte[]> first = invoke("1");
    CompletableFuture<HttpResponse<String>> runtime = nextForRuntime();
    assertStillWaiting(runtime);
    CompletableFuture<HttpResponse<String>> extensionEvent = nextForExtension(extension);
    answer(requestId(runtime.get()));
    // the caller receives its answer while the extension still works
    assertThat(first.get()).isNotEmpty();
    extensionEvent.get();

    CompletableFuture<HttpResponse<String>> next = nextForRuntime();
    Future<byte[]> second = invoke("2");
    assertStillWaiting(next);
    nextForExtension(extension);
    assertThat(next.get().body()).isEqualTo("2");
    answer(requestId(next.get()));
    assertThat(second.get()).isNotEmpty();
  }

  @Test
  void invocationEndsWhenAllParticipantsRequestNextEvent() throws Exception {
    String extension = identifier(register("ours", INVOKE));
    Future<byte[]> answer = invoke("1");
    nextForExtension(extension);
    answer(requestId(nextForRuntime().get()));
    answer.get();
    CompletableFuture<Void> idle = api.sandbox().whenIdle();
    CompletableFuture<HttpResponse<String>> extensionRequest = nextForExtension(extension);
    assertThat(idle).isNotDone();
    CompletableFuture<HttpResponse<String>> runtimeRequest = nextForRuntime();
    idle.get();
    assertStillWaiting(extensionRequest);
    assertStillWaiting(runtimeRequest);
  }

  @Test
  void extensionIsRefusedWhenUnknownOrAlreadyWaiting() throws Exception {
    String extension = identifier(register("ours", INVOKE));
    assertThat(errorOf(nextForExtension("0").get()))
        .isEqualTo("Extension.UnknownExtensionIdentifier");
    assertThat(errorOf(nextForExtension("").get())).isEqualTo("Extension.MissingHeader");
    CompletableFuture<HttpResponse<String>> first = nextForExtension(extension);
    CompletableFuture<HttpResponse<String>> second = nextForExtension(extension);
    Object refusal = CompletableFuture.anyOf(first, second).get();
    assertThat(errorOf((HttpResponse<?>) refusal)).isEqualTo("Extension.InvalidExtensionState");
  }

  @Test
  void processEndsWhenExtensionReportsError() throws Exception {
    String extension = identifier(register("ours", INVOKE));
    HttpRequest.Builder error =
        request("init/error")
            .header("Lambda-Extension-Identifier", extension)
            .POST(BodyPublishers.ofString("{}"));
    assertThat(errorOf(send(error).get())).isEqualTo("Extension.MissingHeader");
    error.header("Lambda-Extension-Function-Error-Type", "Extension.NoTable");
    assertThat(send(error).get().statusCode()).isEqualTo(202);
    assertThatExceptionOfType(FunctionErrorException.class)
        .isThrownBy(() -> api.invoke(new byte[0], TIMEOUT))
        .withMessageContaining("Extension.NoTable");
  }

  private static void assertStillWaiting(Future<?> answer) {
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> answer.get(200, TimeUnit.MILLISECONDS));
  }

  private HttpResponse<String> registerAt(Registration registration) throws Exception {
    api.close();
    api = FakeRuntimeApi.start(SandboxOptions.defaults().withRegistration(registration));
    return register("ours", INVOKE);
  }

  private HttpResponse<String> register(String name, String body) throws Exception {
    return send(request("register")
            .header("Lambda-Extension-Name", name)
            .POST(BodyPublishers.ofString(body)))
        .get();
  }

  private CompletableFuture<HttpResponse<String>> nextForExtension(String id) {
    return send(request("event/next").header("Lambda-Extension-Identifier", id));
  }

  private CompletableFuture<HttpResponse<String>> nextForRuntime() {
    return send(HttpRequest.newBuilder(uri("/2018-06-01/runtime/invocation/next")));
  }

  private void answer(String requestId) throws Exception {
    send(HttpRequest.newBuilder(uri("/2018-06-01/runtime/invocation/" + requestId + "/response"))
            .POST(BodyPublishers.ofString("done")))
        .get();
  }

  private Future<byte[]> invoke(String event) {
    return callers.submit(() -> api.invoke(event.getBytes(StandardCharsets.UTF_8), TIMEOUT));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri("/2020-01-01/extension/" + path));
  }

  private CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
    return http.sendAsync(request.build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://" + api.address() + path);
  }

  private static String identifier(HttpResponse<String> response) {
    return response.headers().firstValue("Lambda-Extension-Identifier").orElseThrow();
  }

  private static String requestId(HttpResponse<String> event) {
    return event.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
  }

  private static String errorOf(HttpResponse<?> response) throws Exception {
    assertThat(response.statusCode()).isEqualTo(403);
    return JSON.readTree(response.body().toString()).path("errorType").asText();
  }
}
