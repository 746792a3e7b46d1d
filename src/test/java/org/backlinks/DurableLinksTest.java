package org.backlinks;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.backlinks.question.Callback;
import org.backlinks.question.PageQuery;
import org.backlinks.question.ReportRequest;
import org.backlinks.question.RequestReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CheckpointDurableExecutionRequest;
import software.amazon.awssdk.services.lambda.model.CheckpointDurableExecutionResponse;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.OperationAction;
import software.amazon.awssdk.services.lambda.model.OperationType;
import software.amazon.awssdk.services.lambda.model.OperationUpdate;

/** Runs the durable function in {@code src/examples} as Lambda would invoke it. */
class DurableLinksTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CALLBACK_ID = "ZHVyYWJsZS9pZA==";

  @TempDir Path folder;
  private final FakeLambda lambda = new FakeLambda();
  private URLClassLoader classes;
  private RequestStreamHandler function;

  @BeforeEach
  void loadExample() throws Exception {
    JavaExample example = new JavaExample(Path.of("src/examples/java/DurableLinks.java"), folder);
    assertThat(example.compile()).isEmpty();
    classes = example.classLoader();
    function =
        (RequestStreamHandler)
            classes
                .loadClass("DurableLinks")
                .getConstructor(LambdaClient.class, String.class)
                .newInstance(lambda, "backlinks");
  }

  @AfterEach
  void unloadExample() throws IOException {
    classes.close();
  }

  /** Lambda as the durable function sees it: it creates one callback and has one function. */
  private static final class FakeLambda implements LambdaClient {
    private final List<OperationUpdate> updates = new ArrayList<>();
    private final List<JsonNode> payloads = new ArrayList<>();
    private String answer = "{}";

    @Override
    public CheckpointDurableExecutionResponse checkpointDurableExecution(
        CheckpointDurableExecutionRequest request) {
      assertThat(request.durableExecutionArn()).isEqualTo("arn:execution");
      assertThat(request.checkpointToken()).isEqualTo("token-1");
      updates.addAll(request.updates());
      return CheckpointDurableExecutionResponse.builder()
          .newExecutionState(state ->
              state.operations(operation ->
                  operation
                      .id(request.updates().getFirst().id())
                      .type(OperationType.CALLBACK)
                      .callbackDetails(details -> details.callbackId(CALLBACK_ID))))
          .build();
    }

    @Override
    public InvokeResponse invoke(InvokeRequest request) {
      try {
        payloads.add(JSON.readTree(request.payload().asByteArray()));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return InvokeResponse.builder().payload(SdkBytes.fromUtf8String(answer)).build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {
      // there is nothing to close
    }
  }

  /** Invokes the function with its input and, when it is not null, the state of its callback. */
  private JsonNode invoke(ObjectNode callback) throws IOException {
    ObjectNode event =
        JSON.createObjectNode()
            .put("DurableExecutionArn", "arn:execution")
            .put("CheckpointToken", "token-1");
    ArrayNode operations = event.putObject("InitialExecutionState").putArray("Operations");
    operations
        .addObject()
        .put("Id", "execution")
        .put("Type", "EXECUTION")
        .putObject("ExecutionDetails")
        .put("InputPayload", "{\"target\": \"http://www.example.com/\"}");
    if (callback != null) {
      operations.add(callback.put("Id", "report-has-ended").put("Type", "CALLBACK"));
    }
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    function.handleRequest(
        new ByteArrayInputStream(event.toString().getBytes(StandardCharsets.UTF_8)), answer, null);
    return JSON.readTree(answer.toByteArray());
  }

  private static ObjectNode callback(String status) {
    ObjectNode callback = JSON.createObjectNode().put("Status", status);
    callback.putObject("CallbackDetails").put("CallbackId", CALLBACK_ID);
    return callback;
  }

  private void assertQuestionIsAccepted() {
    ReportRequest request =
        (ReportRequest) new RequestReader(false, Set.of()).fromJson(lambda.payloads.getLast());
    assertThat(request.options().callbacks())
        .containsExactly(new Callback.DurableCallback(CALLBACK_ID));
    assertThat(request.options().maxWait()).isZero();
  }

  @Test
  void firstInvocationAsksAndWaitsForCallback() throws IOException {
    assertThat(invoke(null).toString()).isEqualTo("{\"Status\":\"PENDING\"}");
    OperationUpdate update = lambda.updates.getFirst();
    assertThat(update.type()).isEqualTo(OperationType.CALLBACK);
    assertThat(update.action()).isEqualTo(OperationAction.START);
    assertThat(update.callbackOptions().heartbeatTimeoutSeconds()).isGreaterThanOrEqualTo(900);
    assertQuestionIsAccepted();
  }

  @Test
  void interruptedInvocationAsksAgainWithSameCallback() throws IOException {
    assertThat(invoke(callback("STARTED")).path("Status").asText()).isEqualTo("PENDING");
    assertThat(lambda.updates).isEmpty();
    assertQuestionIsAccepted();
  }

  @Test
  void noticeOfReadyReportLeadsToItsFirstPage() throws IOException {
    lambda.answer = "{\"backlinks\": [{\"source\": {\"url\": \"http://a.example/\"}}]}";
    ObjectNode callback = callback("SUCCEEDED");
    callback
        .withObject("/CallbackDetails")
        .put("Result", "{\"id\": \"r\", \"state\": \"ready\", \"page\": {\"next\": \"c.1\"}}");
    JsonNode answer = invoke(callback);
    assertThat(answer.path("Status").asText()).isEqualTo("SUCCEEDED");
    assertThat(JSON.readTree(answer.path("Result").asText()))
        .isEqualTo(JSON.readTree("{\"id\": \"r\", \"sources\": [\"http://a.example/\"]}"));
    ObjectNode page = (ObjectNode) lambda.payloads.getFirst();
    assertThat(page.remove("action").asText()).isEqualTo("get");
    assertThat(PageQuery.fromJson(page, PageQuery.PAGE_FIELDS).errors()).isEmpty();
  }

  @Test
  void reportWithoutLinksNeedsNoPage() throws IOException {
    ObjectNode callback = callback("SUCCEEDED");
    callback.withObject("/CallbackDetails").put("Result", "{\"id\": \"r\", \"page\": {}}");
    assertThat(invoke(callback).path("Result").asText()).contains("\"sources\":[]");
    assertThat(lambda.payloads).isEmpty();
  }

  @Test
  void failureOfReportIsFailureOfExecution() throws IOException {
    ObjectNode callback = callback("FAILED");
    callback.withObject("/CallbackDetails/Error").put("ErrorType", "upstream-refused");
    assertThat(invoke(callback).toString())
        .isEqualTo("{\"Status\":\"FAILED\",\"Error\":{\"ErrorType\":\"upstream-refused\"}}");
    assertThat(lambda.payloads).isEmpty();
  }
}
