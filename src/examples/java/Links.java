import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * A Lambda function that asks Backlinks for the pages that link to a target.
 *
 * <p>Its event is {@code {"target": …}}, or {@code {"id": …}} of a report that was pending. Its
 * answer has the source addresses, or the id of a pending report and the seconds after which to
 * look again.
 */
public final class Links implements RequestHandler<Map<String, String>, Map<String, Object>> {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Backlinks answers 1 s after its wait of 20 s at the latest. */
  private static final Duration TIMEOUT = Duration.ofSeconds(40);

  private static final LambdaClient LAMBDA =
      LambdaClient.builder()
          .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(TIMEOUT))
          .build();

  @Override
  public Map<String, Object> handleRequest(Map<String, String> event, Context context) {
    JsonNode report = invoke(firstPayload(event));
    return switch (report.path("state").asText()) {
      case "pending" ->
          Map.of(
              "state", "pending",
              "id", report.path("id").asText(),
              "retryAfter", report.path("retryAfter").asLong());
      case "failed" -> throw new IllegalStateException(report.at("/problem/detail").asText());
      default -> Map.of("state", "ready", "sources", sourcesOfAllPages(report));
    };
  }

  private static Map<String, ?> firstPayload(Map<String, String> event) {
    String id = event.get("id");
    return id == null
        ? Map.of("target", event.get("target"), "maxBacklinks", 2_000)
        : Map.of("action", "get", "id", id);
  }

  private static List<String> sourcesOfAllPages(JsonNode firstPage) {
    List<String> sources = new ArrayList<>();
    JsonNode page = firstPage;
    addSources(page, sources);
    while (page.path("page").has("next")) {
      String cursor = page.at("/page/next").asText();
      page = invoke(Map.of("action", "get", "id", page.path("id").asText(), "cursor", cursor));
      addSources(page, sources);
    }
    return sources;
  }

  private static void addSources(JsonNode page, List<String> sources) {
    page.path("backlinks").forEach(link -> sources.add(link.at("/source/url").asText()));
  }

  private static JsonNode invoke(Map<String, ?> payload) {
    try {
      SdkBytes bytes = SdkBytes.fromByteArray(JSON.writeValueAsBytes(payload));
      InvokeResponse response =
          LAMBDA.invoke(
              request -> request.functionName(System.getenv("BACKLINKS_FUNCTION")).payload(bytes));
      JsonNode answer = JSON.readTree(response.payload().asByteArray());
      if (response.functionError() != null || !answer.has("schema")) {
        // A problem: "type" says which one, "retryable" whether to ask again.
        throw new IllegalStateException(answer.toString());
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
