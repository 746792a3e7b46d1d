package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectInvoker.id;
import static org.backlinks.service.DirectInvoker.question;
import static org.backlinks.service.DirectInvoker.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.backlinks.local.LocalStack;
import org.backlinks.local.majestic.FakeMajestic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A ready report with lost rows. It is not reused: the next request gets a new report. */
class UnreadableReportIT {
  private final FakeMajestic majestic = FastPollingStack.majestic();
  private final DirectInvoker caller = FastPollingStack.caller();

  @BeforeEach
  void forgetCalls() {
    majestic.resetCalls();
  }

  @Test
  void questionIsClaimedAgainAfterUnreadableReport() {
    ObjectNode question = question("http://rows-3.lost-chunk.example.com/");
    String lost = id(caller.invoke(question));
    deleteRows(lost);

    JsonNode problem = caller.invoke(question);
    JsonNode second = caller.invoke(question);

    assertUnreadable(problem, lost);
    assertThat(state(second)).isEqualTo("ready");
    assertThat(id(second)).isNotEqualTo(lost);
    assertThat(second.path("backlinks")).hasSize(3);
    assertThat(majestic.paidCalls()).hasSize(2);
  }

  @Test
  void idempotencyKeyCanBeReusedAfterUnreadableReport() {
    ObjectNode question =
        question("http://rows-3.lost-key.example.com/").put("idempotencyKey", "of the lost");
    String lost = id(caller.invoke(question));
    deleteRows(lost);

    assertUnreadable(caller.invoke(question), lost);
    JsonNode second = caller.invoke(question);

    assertThat(state(second)).isEqualTo("ready");
    assertThat(id(second)).isNotEqualTo(lost);
  }

  @Test
  void unreadableReportIsWithdrawnWhenRead() {
    ObjectNode question = question("http://rows-3.lost-look.example.com/");
    String lost = id(caller.invoke(question));
    deleteRows(lost);

    assertUnreadable(caller.getPage(lost), lost);

    assertThat(id(caller.invoke(question))).isNotEqualTo(lost);
  }

  private static void assertUnreadable(JsonNode problem, String report) {
    assertThat(problem.path("type").asText()).isEqualTo("/problems/internal");
    assertThat(problem.path("report").asText()).isEqualTo(report);
    assertThat(problem.path("retryable").asBoolean())
        .as("retryable although it was charged")
        .isFalse();
  }

  private static void deleteRows(String report) {
    FastPollingStack.stack()
        .dynamo()
        .client()
        .deleteItem(delete ->
            delete
                .tableName(LocalStack.TABLE)
                .key(Map.of("pk", AttributeValue.fromS("chunk#" + report + "#1#0"))));
  }
}
