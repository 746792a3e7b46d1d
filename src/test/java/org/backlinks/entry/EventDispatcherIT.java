package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.backlinks.entry.GoldenEvents.send;
import static org.backlinks.entry.ProblemAssertions.assertProblem;
import static org.backlinks.local.SharedStack.JSON;
import static org.backlinks.local.SharedStack.invoke;
import static org.backlinks.local.SharedStack.stack;
import static org.backlinks.local.SharedStack.upstreamCalls;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backlinks.local.FunctionErrorException;
import org.backlinks.local.FunctionProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends events of all sources except API Gateway to the function. */
class EventDispatcherIT {
  @ParameterizedTest
  @ValueSource(strings = {"tick.json", "scheduler-tick.json", "direct-poll.json"})
  void tickAndPollReturnCountsOfDueReports(String file) throws Exception {
    JsonNode summary = send(file);
    assertThat(summary.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("due", "ready", "queued", "failed", "left");
    assertThat(summary).allSatisfy(count -> assertThat(count.isInt()).isTrue());
  }

  @Test
  void newReportInTableStreamIsProcessedOnce() throws Exception {
    JsonNode pending = invoke("{\"target\": \"rows-3-stream.example\", \"wait\": 0}");
    assertThat(pending.path("state").asText()).isEqualTo("pending");
    String id = pending.path("id").asText();
    assertThat(send("stream-insert.json", "(report)", id))
        .isEqualTo(JSON.readTree("{\"batchItemFailures\": []}"));
    JsonNode report = invoke("{\"action\": \"get\", \"id\": \"" + id + "\"}");
    assertThat(report.path("state").asText()).isEqualTo("ready");
    assertThat(report.path("backlinks")).hasSize(3);
    assertThat(send("stream-insert.json", "(report)", id))
        .isEqualTo(JSON.readTree("{\"batchItemFailures\": []}"));
    assertThat(upstreamCalls("rows-3-stream.example")).hasSize(1);
  }

  @Test
  void otherStreamRecordsAreIgnored() throws Exception {
    int calls = stack().majestic().calls().size();
    assertThat(send("stream-other.json")).isEqualTo(JSON.readTree("{\"batchItemFailures\": []}"));
    assertThat(stack().majestic().calls()).hasSize(calls);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alb.json",
        "websocket.json",
        "stranger.json",
        "string.json",
        "number.json",
        "null.json",
        "not-json.txt",
        "cut-short.txt",
        "empty.txt",
      })
  void unknownEventIsRefusedWithListOfSupportedEvents(String file) throws Exception {
    int calls = stack().majestic().calls().size();
    JsonNode problem = assertProblem(send("unknown/" + file), "invalid-request", 400);
    assertThat(problem.path("detail").asText())
        .contains("API Gateway", "aws.events", "DynamoDB", "direct");
    assertThat(stack().majestic().calls()).hasSize(calls);
  }

  @ParameterizedTest
  @CsvSource({
    "s3.json, aws:s3",
    "sns.json, aws:sns",
    "kinesis.json, aws:kinesis",
    "pipe.json, aws:kinesis",
    "other-event-bus.json, aws.ec2",
    "log-group.json, awslogs",
    "firehose.json, firehose",
    "sns-array.json, aws:sns",
    "no-records.json, a source without a name",
    "array.json, a source without a name"
  })
  void eventOfOtherSourceFailsInvocation(String file, String source) throws IOException {
    int calls = stack().majestic().calls().size();
    assertThatExceptionOfType(FunctionErrorException.class)
        .isThrownBy(() -> send("unknown/" + file))
        .satisfies(error ->
            assertThat(error.details())
                .contains("received an event from " + source)
                .doesNotContain("unknown.example"));
    assertThat(logLinesWith("received an event from " + source))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).doesNotContain("unknown.example"));
    assertThat(stack().majestic().calls()).hasSize(calls);
  }

  private static List<String> logLinesWith(String message) throws IOException {
    List<String> found = new ArrayList<>();
    for (FunctionProcess function : stack().callerPool().processes()) {
      found.addAll(Files.readAllLines(function.logFile()));
    }
    return found.stream().filter(line -> line.contains(message)).toList();
  }
}
