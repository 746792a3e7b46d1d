package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.entry.ProblemAssertions.assertFieldsNamed;
import static org.backlinks.entry.ProblemAssertions.assertProblem;
import static org.backlinks.local.GatewayClient.parseBody;
import static org.backlinks.local.SharedStack.httpApi;
import static org.backlinks.local.SharedStack.invoke;
import static org.backlinks.local.SharedStack.stack;
import static org.backlinks.local.SharedStack.upstreamCalls;

import com.fasterxml.jackson.databind.JsonNode;
import org.backlinks.local.GatewayClient;
import org.backlinks.local.majestic.Behaviour;
import org.junit.jupiter.api.Test;

/** Compares the views of the same reports for direct callers and for HTTP callers. */
class ReportPresenterIT {
  private final GatewayClient http = new GatewayClient(httpApi());

  private static JsonNode ask(String target) throws Exception {
    return invoke("{\"target\": \"" + target + "\", \"limit\": 2}");
  }

  private static JsonNode get(String id, String moreFields) throws Exception {
    return invoke("{\"action\": \"get\", \"id\": \"" + id + "\"" + moreFields + "}");
  }

  @Test
  void directCallerSeesTheSamePagesAsHttpCaller() throws Exception {
    JsonNode first = ask("rows-5-presenter-pages.example");
    String id = first.path("id").asText();
    String cursor = first.at("/page/next").asText();
    assertThat(first.path("reused").booleanValue()).isFalse();
    assertThat(get(id, "")).isEqualTo(parseBody(http.getReport(id)));
    JsonNode second = get(id, ", \"limit\": 2, \"cursor\": \"" + cursor + "\"");
    assertThat(second.at("/page/from").intValue()).isEqualTo(2);
    assertThat(second)
        .isEqualTo(
            parseBody(
                http.request()
                    .queryParam("limit", 2)
                    .queryParam("cursor", cursor)
                    .get("/v1/reports/{id}", id)));
    assertThat(upstreamCalls("rows-5-presenter-pages.example")).hasSize(1);
  }

  @Test
  void failedReportIsProblemForItsAskerAndStateForOthers() throws Exception {
    String target = "presenter-failed.example";
    stack().majestic().scriptTarget(target, new Behaviour.ErrorCode("MoonInWrongPhase", "no"));
    JsonNode problem = assertProblem(ask(target), "upstream-refused", 502);
    String id = problem.path("report").asText();
    JsonNode direct = get(id, "");
    assertThat(direct.path("state").asText()).isEqualTo("failed");
    assertThat(direct).isEqualTo(parseBody(http.getReport(id)));
    assertThat(http.request().head("/v1/reports/" + id).statusCode()).isEqualTo(404);
  }

  @Test
  void previousReportIsNamedInEveryState() throws Exception {
    String target = "rows-2-presenter-previous.example";
    JsonNode first = ask(target);
    assertThat(first.has("previous")).isFalse();
    JsonNode ready = askAnew(target, 20);
    assertThat(ready.path("previous")).isEqualTo(first.path("id"));
    JsonNode pending = askAnew(target, 0);
    assertThat(pending.path("state").asText()).isEqualTo("pending");
    assertThat(pending.path("previous")).isEqualTo(ready.path("id"));
    invoke("{\"action\": \"delete\", \"id\": \"" + pending.path("id").asText() + "\"}");
    stack().majestic().scriptTarget(target, new Behaviour.ErrorCode("MoonInWrongPhase", "no"));
    JsonNode failed = parseBody(http.getReport(askAnew(target, 20).path("report").asText()));
    assertThat(failed.path("state").asText()).isEqualTo("failed");
    assertThat(failed.path("previous")).isEqualTo(ready.path("id"));

    invoke("{\"action\": \"delete\", \"id\": \"" + first.path("id").asText() + "\"}");
    JsonNode shown = parseBody(http.getReport(ready.path("id").asText()));
    assertThat(shown.path("previous")).isEqualTo(first.path("id"));
  }

  /** Asks for a new report. */
  private static JsonNode askAnew(String target, int wait) throws Exception {
    return invoke(
        "{\"target\": \"%s\", \"maxAge\": \"PT0S\", \"wait\": %d}".formatted(target, wait));
  }

  @Test
  void deletedReportIsNotFound() throws Exception {
    String id = ask("rows-2-presenter-deleted.example").path("id").asText();
    assertThat(http.request().delete("/v1/reports/" + id).statusCode()).isEqualTo(204);
    assertProblem(get(id, ""), "not-found", 404);
    assertProblem(http.getReport(id), "not-found", 404);
  }

  @Test
  void cursorOfOtherReportIsRefused() throws Exception {
    String cursor = ask("rows-3-presenter-cursor.example").at("/page/next").asText();
    String other = ask("rows-3-presenter-other.example").path("id").asText();
    JsonNode problem = get(other, ", \"cursor\": \"" + cursor + "\"");
    assertFieldsNamed(assertProblem(problem, "invalid-request", 400), "cursor");
  }
}
