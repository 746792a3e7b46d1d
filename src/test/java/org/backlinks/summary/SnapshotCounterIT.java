package org.backlinks.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.local.SharedStack.JSON;
import static org.backlinks.local.SharedStack.stack;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.backlinks.local.LocalStack;
import org.backlinks.local.majestic.FakeCall;
import org.backlinks.service.DirectInvoker;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The function counts the largest list that upstream returns, with dead links and domains. */
class SnapshotCounterIT {
  private static final int ROWS = 50_000;
  private static final String TARGET = "http://rows-50000.counted.example/";

  private static final JsonMapper UPSTREAM_JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private record UpstreamAnswer(Map<String, UpstreamTable> dataTables) {}

  private record UpstreamTable(List<Map<String, String>> data) {}

  @Test
  void everyNumberOfFiftyThousandRowsEqualsACountOverTheRows() throws Exception {
    String id = newReport();
    byte[] streamed = summary(id);
    ListSummary list = SummaryJsonReader.read(JSON.readTree(streamed)).lists().getFirst();
    assertThat(list.rows()).isPositive();
    assertThat(list.dead()).isPositive();
    Map<String, UpstreamTable> sent = upstreamTables();
    new RowByRowCount(sent.get("BackLinks").data(), sent.get("DomainsInfo").data())
        .assertEqualTo(list);

    deleteSummary(id);
    assertThat(summary(id)).as("counted from the stored rows").isEqualTo(streamed);
  }

  private static String newReport() {
    DirectInvoker caller = new DirectInvoker(stack().callerPool());
    String id =
        caller.ask(
            JSON.createObjectNode()
                .put("target", TARGET)
                .put("maxBacklinks", ROWS)
                .put("includeDeleted", true)
                .put("includeDomains", true)
                .put("wait", 0));
    caller.wake(List.of(id));
    JsonNode report = caller.get(id);
    assertThat(report.at("/page/total").asInt()).as(report.toString()).isEqualTo(ROWS);
    return id;
  }

  private static byte[] summary(String id) throws InterruptedException {
    String payload = "{\"action\": \"summary\", \"id\": \"" + id + "\"}";
    return stack().callerPool().invoke(payload.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, UpstreamTable> upstreamTables()
      throws IOException, InterruptedException {
    for (FakeCall call : stack().majestic().calls("GetBackLinkData")) {
      if (TARGET.equals(call.parameters().get("item"))) {
        try (InputStream answer = stack().majestic().repeat(call)) {
          return UPSTREAM_JSON.readValue(answer, UpstreamAnswer.class).dataTables();
        }
      }
    }
    throw new AssertionError("no call for " + TARGET);
  }

  private static void deleteSummary(String id) {
    stack()
        .dynamo()
        .client()
        .deleteItem(delete ->
            delete
                .tableName(LocalStack.TABLE)
                .key(Map.of("pk", AttributeValue.fromS("summary#" + id))));
  }
}
