package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.service.DirectCaller.id;
import static org.backlinks.service.DirectCaller.question;
import static org.backlinks.service.DirectCaller.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import org.backlinks.local.Stack;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Gate;
import org.backlinks.local.majestic.Majestic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** New reports in the table's stream wake the worker. No test here ticks unless it says so. */
class StreamIT {
  private static final JsonMapper JSON = new JsonMapper();

  private static Stack stack;
  private static Majestic majestic;
  private static DirectCaller caller;

  @BeforeAll
  static void start() {
    stack = Stack.start(QuickStack.options().stream(true));
    majestic = stack.majestic();
    caller = new DirectCaller(stack.pool());
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
  void takesUpNewWorkWithoutATick() {
    String id = caller.submit(question("http://streamed.rows-3.example.com/").put("wait", 0));

    JsonNode ready = caller.doneByItself(id);

    assertThat(ready.at("/backlinks")).hasSize(3);
    assertThat(majestic.paidCalls()).hasSize(1);
  }

  @Test
  void isQuickEnoughForACallerWhoWaits() {
    JsonNode ready =
        caller.ask(
            question("http://waited-for.rows-20.example.com/")
                .put("maxBacklinks", 6_000)
                .put("wait", 20));

    assertThat(state(ready)).isEqualTo("ready");
    assertThat(ready.at("/reused").asBoolean()).isFalse();
    assertThat(ready.at("/backlinks")).hasSize(20);
  }

  @Test
  void finishesALargeReportWhoseCallerWentAway() throws Exception {
    try (Gate gate = new Gate()) {
      majestic.on("large", new Behaviour.Held(gate, new Behaviour.Rows()));
      String id =
          caller.submit(
              question("http://large.rows-30.example.com/")
                  .put("maxBacklinks", 6_000)
                  .put("wait", 1));
      assertThat(gate.awaitArrivals(1, Duration.ofSeconds(20))).isTrue();
      gate.open();

      assertThat(caller.doneByItself(id).at("/backlinks")).hasSize(30);
    }
  }

  @Test
  void leavesTheNextQuestionAboutAJobToTheSchedule() throws Exception {
    try (Gate gate = new Gate()) {
      majestic.on("two-steps", new Behaviour.Held(gate, new Behaviour.Queued(1)));
      String id = caller.submit(question("http://two-steps.rows-2.example.com/").put("wait", 0));
      assertThat(gate.awaitArrivals(1, Duration.ofSeconds(20))).isTrue();
      gate.open();
      String other = caller.submit(question("http://later.rows-1.example.com/").put("wait", 0));
      caller.doneByItself(other);

      assertThat(state(caller.get(id))).isEqualTo("pending");
      assertThat(state(caller.done(id))).isEqualTo("ready");
    }
  }

  @Test
  void namesNoFailureForRecordsThatNeedNothing() throws Exception {
    String ready = id(caller.ask(question("http://done-already.rows-1.example.com/")));
    majestic.resetCalls();

    JsonNode answer =
        caller.send(
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
  void namesTheRecordsThatItCouldNotLookUp() throws Exception {
    DirectCaller cutOff =
        new DirectCaller(stack.pool(Map.of("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:1")));

    JsonNode answer =
        cutOff.send(
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
