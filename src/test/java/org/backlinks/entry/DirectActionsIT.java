package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.GoldenEvents.send;
import static org.backlinks.entry.ProblemAssertions.assertFieldsNamed;
import static org.backlinks.entry.ProblemAssertions.assertProblem;
import static org.backlinks.local.SharedStack.invoke;
import static org.backlinks.local.SharedStack.upstreamCalls;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sends direct payloads to the function. */
class DirectActionsIT {
  @Test
  void schedulerInputIsAnsweredAsDirectPayload() throws Exception {
    JsonNode payload = send("scheduler-input.json");
    assertThat(payload.path("state").asText()).isEqualTo("ready");
    assertThat(payload.path("tag").asText()).isEqualTo("weekly");
    assertThat(payload.path("backlinks")).hasSize(2);
    assertThat(send("scheduler-input.json").path("reused").booleanValue()).isTrue();
    assertThat(upstreamCalls("rows-3-scheduler.example")).hasSize(1);
  }

  @Test
  void directCallerCanAskGetAndDelete() throws Exception {
    JsonNode report = send("direct-report.json");
    assertThat(report.path("tag").asText()).isEqualTo("by hand");
    assertThat(report.path("backlinks")).hasSize(2);
    String id = report.path("id").asText();
    JsonNode next =
        send("direct-get.json", "(report)", id, "(cursor)", report.at("/page/next").asText());
    assertThat(next.at("/page/from").asInt()).isEqualTo(2);
    assertThat(next.path("backlinks")).hasSize(2);
    assertThat(next.path("backlinks").get(0)).isNotEqualTo(report.path("backlinks").get(0));
    JsonNode deleted = send("direct-delete.json", "(report)", id);
    assertThat(deleted.has("type")).as(deleted.toString()).isFalse();
    assertProblem(send("direct-delete.json", "(report)", id), "not-found", 404);
    assertProblem(invoke("{\"action\": \"get\", \"id\": \"" + id + "\"}"), "not-found", 404);
  }

  @Test
  void emptyObjectIsRefusedForMissingTarget() throws Exception {
    assertFieldsNamed(assertProblem(invoke("{}"), "invalid-request", 400), "target");
  }

  @Test
  void unknownActionIsRefused() throws Exception {
    String detail =
        "must be one of report, estimate, get, changes, summary, share, unshare, delete, poll,"
            + " usage";
    for (String action : List.of("\"reports\"", "\"\"", "1", "{}", "true")) {
      JsonNode problem = invoke("{\"action\": " + action + ", \"target\": \"a.example\"}");
      assertFieldsNamed(assertProblem(problem, "invalid-request", 400), "action");
      assertThat(problem.at("/errors/0/message").asText()).isEqualTo(detail);
    }
  }
}
