package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectInvoker.id;
import static org.backlinks.service.DirectInvoker.question;
import static org.backlinks.service.DirectInvoker.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import org.backlinks.local.LocalStack;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.CallGate;
import org.backlinks.local.majestic.FakeMajestic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** New reports start the worker through the table's stream. No schedule polls. */
class TableStreamIT {
  private static final JsonMapper JSON = new JsonMapper();

  private static LocalStack stack;
  private static FakeMajestic majestic;
  private static DirectInvoker caller;

  @BeforeAll
  static void start() {
    stack = LocalStack.start(FastPollingStack.options().withStream(true));
    majestic = stack.majestic();
    caller = new DirectInvoker(stack.callerPool());
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @BeforeEach
  void forgetCalls() {
    majestic.resetCalls();
  }

  @Test
  void newReportIsProcessedWithoutTick() {
    String id =
        caller.submitPending(question("http://streamed.rows-3.example.com/").put("wait", 0));

    JsonNode ready = caller.awaitDone(id);

    assertThat(ready.at("/backlinks")).hasSize(3);
    assertThat(majestic.paidCalls()).hasSize(1);
  }

  @Test
  void waitingCallerGetsReadyReportFromWokenWorker() {
    JsonNode ready =
        caller.invoke(
            question("http://waited-for.rows-20.example.com/")
                .put("maxBacklinks", 6_000)
                .put("wait", 20));

    assertThat(state(ready)).isEqualTo("ready");
    assertThat(ready.at("/reused").asBoolean()).isFalse();
    assertThat(ready.at("/backlinks")).hasSize(20);
  }

  @Test
  void largeReportIsFinishedAfterCallerStoppedWaiting() throws Exception {
    try (CallGate gate = new CallGate()) {
      majestic.scriptTarget("large", new Behaviour.HeldAtGate(gate, new Behaviour.Rows()));
      String id =
          caller.submitPending(
              question("http://large.rows-30.example.com/")
                  .put("maxBacklinks", 6_000)
                  .put("wait", 1));
      assertThat(gate.awaitArrivals(1, Duration.ofSeconds(20))).isTrue();
      gate.open();

      assertThat(caller.awaitDone(id).at("/backlinks")).hasSize(30);
    }
  }

  @Test
  void nextPollOfQueuedReportIsLeftToSchedule() throws Exception {
    try (CallGate gate = new CallGate()) {
      majestic.scriptTarget("two-steps", new Behaviour.HeldAtGate(gate, new Behaviour.Queued(1)));
      String id =
          caller.submitPending(question("http://two-steps.rows-2.example.com/").put("wait", 0));
      assertThat(gate.awaitArrivals(1, Duration.ofSeconds(20))).isTrue();
      gate.open();
      String other =
          caller.submitPending(question("http://later.rows-1.example.com/").put("wait", 0));
      caller.awaitDone(other);

      assertThat(state(caller.getPage(id))).isEqualTo("pending");
      assertThat(state(caller.pollUntilDone(id))).isEqualTo("ready");
    }
  }

  @Test
  void recordsWithoutDueReportAreNotFailures() throws Exception {
    String ready = id(caller.invoke(question("http://done-already.rows-1.example.com/")));
    majestic.resetCalls();

    JsonNode answer =
        caller.invoke(
            records(
                record("1", "INSERT", "report#" + ready),
                record("2", "INSERT", "report#00000000000000000000000000000000"),
                record("3", "INSERT", "report#no-id-of-ours"),
                record("4", "MODIFY", "report#" + ready),
                record("5", "INSERT", "key#1"),
                JSON.createObjectNode().put("eventSource", "aws:dynamodb")));

    assertThat(answer).isEqualTo(JSON.readTree("{\"batchItemFailures\":[]}"));
    assertThat(majestic.calls()).isEmpty();
  }

  @Test
  void recordsAreReportedAsFailedWhenTableIsUnreachable() throws Exception {
    DirectInvoker unconnectedCaller =
        new DirectInvoker(
            stack.callerPool(Map.of("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:1")));

    JsonNode answer =
        unconnectedCaller.invoke(
            records(
                record("71", "INSERT", "report#00000000000000000000000000000001"),
                record("72", "MODIFY", "report#00000000000000000000000000000001"),
                record("73", "INSERT", "report#00000000000000000000000000000002")));

    assertThat(answer)
        .isEqualTo(
            JSON.readTree(
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"71\"},{\"itemIdentifier\":\"73\"}]}"));
  }

  private static ObjectNode records(ObjectNode... records) {
    ObjectNode event = JSON.createObjectNode();
    ArrayNode all = event.putArray("Records");
    for (ObjectNode record : records) {
      all.add(record);
    }
    return event;
  }

  private static ObjectNode record(String number, String name, String key) {
    ObjectNode record = JSON.createObjectNode().put("eventSource", "aws:dynamodb");
    record.put("eventName", name).put("eventVersion", "1.1").put("eventID", number);
    ObjectNode change = record.putObject("dynamodb").put("SequenceNumber", number);
    change.putObject("Keys").putObject("pk").put("S", key);
    return record;
  }
}
