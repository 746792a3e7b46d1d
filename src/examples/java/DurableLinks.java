import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.OperationAction;
import software.amazon.awssdk.services.lambda.model.OperationType;
import software.amazon.awssdk.services.lambda.model.OperationUpdate;

/**
 * A Lambda durable function that asks Backlinks for the pages that link to a target. It costs
 * nothing while it waits, because Lambda invokes it again when Backlinks calls back.
 *
 * <p>Its input is {@code {"target": …}}. Its result has the id of the report and the first 100
 * source addresses.
 *
 * <p>It speaks Lambda's protocol of durable functions itself, with two operations: the execution
 * and one callback. AWS's durable execution SDK for Java does the same in its method {@code
 * waitForCallback}; only the payload of {@link #askForReport} matters to Backlinks.
 */
public final class DurableLinks implements RequestStreamHandler {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CALLBACK = "report-has-ended";

  /** Backlinks sends a heartbeat at least every 5 minutes while the report is pending. */
  private static final Duration HEARTBEAT_TIMEOUT = Duration.ofMinutes(15);

  private static final Duration CALLBACK_TIMEOUT = Duration.ofDays(2);
  private static final Duration INVOKE_TIMEOUT = Duration.ofSeconds(40);

  private final LambdaClient lambda;
  private final String backlinksFunction;

  public DurableLinks() {
    this(
        LambdaClient.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(INVOKE_TIMEOUT))
            .build(),
        System.getenv("BACKLINKS_FUNCTION"));
  }

  public DurableLinks(LambdaClient lambda, String backlinksFunction) {
    this.lambda = lambda;
    this.backlinksFunction = backlinksFunction;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    JSON.writeValue(answer, advance(JSON.readTree(event)));
  }

  /** Does what is possible now, and returns the state of the execution. */
  private ObjectNode advance(JsonNode invocation) throws IOException {
    JsonNode callback = operation(invocation, "CALLBACK");
    return switch (callback.path("Status").asText()) {
      case "" -> {
        askForReport(invocation, createCallback(invocation));
        yield JSON.createObjectNode().put("Status", "PENDING");
      }
      case "STARTED" -> {
        // This function ended before it had asked, perhaps. The same question twice is paid once.
        askForReport(invocation, callback.at("/CallbackDetails/CallbackId").asText());
        yield JSON.createObjectNode().put("Status", "PENDING");
      }
      case "SUCCEEDED" -> {
        JsonNode notice = JSON.readTree(callback.at("/CallbackDetails/Result").asText());
        yield JSON.createObjectNode()
            .put("Status", "SUCCEEDED")
            .put("Result", JSON.writeValueAsString(result(notice)));
      }
      // ErrorType is the last part of the problem's type, such as upstream-refused
      default ->
          JSON.createObjectNode()
              .put("Status", "FAILED")
              .set("Error", callback.at("/CallbackDetails/Error"));
    };
  }

  /** Returns the operation of a type, or a missing node. Each type occurs at most once. */
  private static JsonNode operation(JsonNode invocation, String type) {
    for (JsonNode operation : invocation.at("/InitialExecutionState/Operations")) {
      if (operation.path("Type").asText().equals(type)) {
        return operation;
      }
    }
    return JSON.missingNode();
  }

  private String createCallback(JsonNode invocation) {
    OperationUpdate update =
        OperationUpdate.builder()
            .id(CALLBACK)
            .name(CALLBACK)
            .type(OperationType.CALLBACK)
            .action(OperationAction.START)
            .callbackOptions(options ->
                options
                    .timeoutSeconds((int) CALLBACK_TIMEOUT.toSeconds())
                    .heartbeatTimeoutSeconds((int) HEARTBEAT_TIMEOUT.toSeconds()))
            .build();
    return lambda
        .checkpointDurableExecution(checkpoint ->
            checkpoint
                .durableExecutionArn(invocation.path("DurableExecutionArn").asText())
                .checkpointToken(invocation.path("CheckpointToken").asText())
                .updates(update))
        .newExecutionState()
        .operations()
        .stream()
        .filter(operation -> CALLBACK.equals(operation.id()))
        .findFirst()
        .orElseThrow()
        .callbackDetails()
        .callbackId();
  }

  /** Asks without waiting. A question that Backlinks refuses ends the callback, too. */
  private void askForReport(JsonNode invocation, String callbackId) throws IOException {
    JsonNode input =
        JSON.readTree(
            operation(invocation, "EXECUTION").at("/ExecutionDetails/InputPayload").asText());
    invoke(
        Map.of(
            "target",
            input.path("target").asText(),
            "maxBacklinks",
            2_000,
            "wait",
            0,
            "callbacks",
            List.of(Map.of("durableCallbackId", callbackId))));
  }

  /**
   * Returns the result of the execution.
   *
   * @param notice the report without its rows. {@code page.next} is the cursor of the first page
   */
  private Map<String, ?> result(JsonNode notice) throws IOException {
    String id = notice.path("id").asText();
    List<String> sources = new ArrayList<>();
    if (notice.path("page").has("next")) {
      String cursor = notice.at("/page/next").asText();
      JsonNode page = invoke(Map.of("action", "get", "id", id, "cursor", cursor, "limit", 100));
      page.path("backlinks").forEach(link -> sources.add(link.at("/source/url").asText()));
    }
    return Map.of("id", id, "sources", sources);
  }

  private JsonNode invoke(Map<String, ?> payload) throws IOException {
    SdkBytes bytes = SdkBytes.fromByteArray(JSON.writeValueAsBytes(payload));
    InvokeResponse response =
        lambda.invoke(request -> request.functionName(backlinksFunction).payload(bytes));
    if (response.functionError() != null) {
      throw new IllegalStateException(response.payload().asUtf8String());
    }
    return JSON.readTree(response.payload().asByteArray());
  }
}
