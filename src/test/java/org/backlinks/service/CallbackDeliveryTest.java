package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.backlinks.callback.CallbackSender;
import org.backlinks.callback.FakeRecipients;
import org.backlinks.local.TableFault;
import org.backlinks.question.Callback;
import org.backlinks.report.Report;
import org.backlinks.summary.ListSummary;
import org.backlinks.telemetry.MetricValues;
import org.backlinks.telemetry.Metrics.Metric;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Callbacks after the end of their reports, and while they wait for it. */
class CallbackDeliveryTest extends CallbackTestBase {
  @Test
  void waitingTasksGetHeartbeats() {
    ask(0, token("a"), callback("durableCallbackId", "YQ=="));
    for (int i = 0; i < 12; i++) {
      advance(Duration.ofMinutes(5));
    }
    assertThat(recipients.heartbeats().stream().filter(sent -> sent.id().number() == 0))
        .hasSizeBetween(11, 13);
    assertThat(notices()).isEmpty();
  }

  @Test
  void closedCallbackIsNotToldAndDoesNotDelayOthers() {
    Report report = ask(0, token("gone"), token("here"));
    recipients.setAnswer(recipient ->
        new Callback.TaskToken("gone").equals(recipient.callback())
            ? CallbackSender.Result.CLOSED
            : CallbackSender.Result.DELIVERED);
    advance(Duration.ofMinutes(1));
    assertThat(stored(report, 0).isClosed()).isTrue();
    assertThat(stored(report, 0).callback()).isNull();
    service.poll();
    deliver();
    assertThat(notices()).hasSize(1);
    assertThat(notices().getFirst().recipient().id().number()).isEqualTo(1);
  }

  @Test
  void failedDeliveryIsRepeatedWithGrowingDelaysForTwoWeeks() {
    Report report = ask(20, token("a"));
    recipients.setAnswer(_ -> CallbackSender.Result.FAILED);
    deliver();
    deliver();
    assertThat(notices()).hasSize(1);
    advance(Duration.ofSeconds(15));
    assertThat(notices()).hasSize(2);
    advance(Duration.ofSeconds(15));
    assertThat(notices()).hasSize(2);
    advance(Duration.ofMinutes(5));
    assertThat(notices()).hasSize(3);
    advance(Duration.ofDays(13));
    assertThat(stored(report, 0).isClosed()).isFalse();
    advance(Duration.ofDays(2));
    assertThat(stored(report, 0).isClosed()).isTrue();
    assertThat(stored(report, 0).callback()).isNull();
  }

  @Test
  void workerThatDiesDuringDeliveryIsReplaced() {
    Report report = ask(20, token("a"));
    recipients.setAnswer(_ -> {
      throw new IllegalStateException("the process dies here");
    });
    deliver();
    recipients.setAnswer(_ -> CallbackSender.Result.DELIVERED);
    deliver();
    assertThat(notices()).hasSize(1);
    advance(Duration.ofMinutes(3));
    assertThat(notices()).hasSize(2);
    assertThat(stored(report, 0).isClosed()).isTrue();
  }

  /** Damages the notice of a callback, so that no worker can complete it. */
  private static void damageNotice(Report report, int number) {
    String key = "callback#%s#%d".formatted(report.id().text(), number);
    ENVIRONMENT
        .dynamo()
        .client()
        .updateItem(update ->
            update
                .tableName(ENVIRONMENT.table())
                .key(Map.of("pk", AttributeValue.fromS(key)))
                .updateExpression("SET notice = :nonsense, complete = :no")
                .expressionAttributeValues(
                    Map.of(
                        ":nonsense",
                        AttributeValue.fromS("nonsense"),
                        ":no",
                        AttributeValue.fromBool(false))));
  }

  @Test
  void callbackWhoseNoticeCannotBeCompletedIsDroppedAfterTwoWeeks() {
    Report report = ask(20, token("damaged"), token("sound"));
    damageNotice(report, 0);
    deliver();
    assertThat(notices())
        .extracting(delivery -> delivery.recipient().callback())
        .containsExactly(new Callback.TaskToken("sound"));
    advance(Duration.ofDays(13));
    assertThat(stored(report, 0).requireSettlement().attempts()).isEqualTo(2);
    MetricValues.drain(service.metrics);
    advance(Duration.ofDays(2));
    assertDropped(report, 0, service);
  }

  private void assertDropped(Report report, int number, ServiceFixture worker) {
    assertThat(stored(report, number).isClosed()).isTrue();
    assertThat(stored(report, number).callback()).isNull();
    assertThat(MetricValues.drain(worker.metrics)).containsEntry(Metric.CALLBACKS_DROPPED, 1L);
  }

  @Test
  void callbackWhoseWorkersAllDieIsDroppedAfterTwoWeeks() {
    Report report = ask(20, token("a"));
    recipients.setAnswer(recipient -> {
      if (recipient.id().isEvent()) {
        return CallbackSender.Result.DELIVERED;
      }
      throw new IllegalStateException("the process dies here");
    });
    deliver();
    advance(Duration.ofDays(15));
    assertThat(notices()).hasSize(1);
    assertDropped(report, 0, service);
  }

  @Test
  void callbackWhoseNoticeCannotBeMadeIsDroppedAfterTwoWeeks() {
    Report report = ask(0, token("a"));
    rejectRequests("PutItem", "callback");
    service.poll();
    rejectRequests("BatchGetItem", "manifest");
    try (ServiceFixture other = ENVIRONMENT.newService("BACKLINKS_EVENT_BUS", "bus")) {
      other.clock.advance(Duration.ofDays(13));
      other.callbacks.worker.processDue(other.invocationEnd());
      assertThat(stored(report, 0).isClosed()).isFalse();
      other.clock.advance(Duration.ofDays(2));
      MetricValues.drain(other.metrics);
      other.callbacks.worker.processDue(other.invocationEnd());
      assertDropped(report, 0, other);
    }
  }

  private static void rejectRequests(String operation, String itemKind) {
    ENVIRONMENT
        .proxy()
        .setRule(request ->
            request.operation().equals(operation) && request.itemKind().equals(itemKind)
                ? Optional.of(TableFault.REJECTED)
                : Optional.empty());
  }

  @Test
  void endWhoseCallbacksCouldNotBeWrittenIsToldLater() {
    Report report = ask(0, token("a"));
    ENVIRONMENT
        .proxy()
        .setRule(request ->
            request.itemKind().equals("callback") || request.itemKind().equals("event")
                ? Optional.of(TableFault.REJECTED)
                : Optional.empty());
    service.poll();
    ENVIRONMENT.removeTableFaults();
    assertThat(service.storedReport(report).state().isPending()).isFalse();
    deliver();
    assertThat(notices()).isEmpty();
    advance(Duration.ofMinutes(1));
    assertThat(notices()).hasSize(1);
    assertThat(notices().getFirst().notice().isReady()).isTrue();
  }

  @Test
  void callerIsToldOnceWhenItsReportIsReady() throws JsonProcessingException {
    Report report = ask(0, token("secret"));
    advance(Duration.ofMinutes(1));
    assertThat(notices()).isEmpty();
    service.poll();
    deliver();
    deliver();
    assertThat(notices()).hasSize(1);
    FakeRecipients.Delivery delivery = notices().getFirst();
    assertThat(delivery.recipient().callback()).isEqualTo(new Callback.TaskToken("secret"));
    assertThat(delivery.notice().isReady()).isTrue();
    JsonNode notice = json(delivery);
    assertThat(notice.path("id").asText()).isEqualTo(report.id().text());
    assertThat(notice.path("state").asText()).isEqualTo("ready");
    assertThat(notice.path("tag").asText()).isEqualTo("my tag");
    assertThat(notice.path("reused").asBoolean()).isFalse();
    assertThat(notice.at("/lists/0/returned").asInt()).isEqualTo(4);
    assertThat(notice.at("/page/total").asInt()).isEqualTo(4);
    assertThat(notice.at("/page/next").asText()).isNotEmpty();
    assertThat(notice.has("backlinks")).isFalse();
    assertThat(stored(report, 0).callback()).isNull();
    assertThat(stored(report, 0).isClosed()).isTrue();
  }

  @Test
  void noticeAndEventHaveTheCountsOfTheReport() throws IOException {
    Report report = ask(20, token("a"));
    deliver();
    ListSummary list = service.summaryService.summarize(report).lists().getFirst();
    assertThat(recipients.deliveries()).hasSize(2);
    for (FakeRecipients.Delivery delivery : recipients.deliveries()) {
      boolean isEvent = delivery.recipient().id().isEvent();
      JsonNode summary = json(delivery).at(isEvent ? "/data/summary" : "/summary");
      assertThat(summary).as(delivery.toString()).hasSize(1);
      assertThat(summary.at("/0/scope").asText()).isEqualTo("url");
      assertThat(summary.at("/0/rows").asInt()).isEqualTo(list.rows()).isEqualTo(4);
      assertThat(summary.at("/0/domains").asInt()).isEqualTo(list.domains()).isPositive();
      assertThat(summary.at("/0/follow/known").asInt()).isEqualTo(4);
    }
  }

  @Test
  void endIsOneEvent() throws JsonProcessingException {
    Report report = ask(20);
    deliver();
    deliver();
    assertThat(recipients.deliveries()).hasSize(1);
    JsonNode event = json(recipients.deliveries().getFirst());
    assertThat(event.path("specversion").asText()).isEqualTo("1.0");
    assertThat(event.path("type").asText()).isEqualTo("org.backlinks.report.ready");
    assertThat(event.path("source").asText()).isEqualTo("backlinks");
    assertThat(event.path("subject").asText()).isEqualTo(TARGET);
    assertThat(event.path("id").asText())
        .isEqualTo(report.id().text() + "." + report.lease().version());
    assertThat(event.at("/data/id").asText()).isEqualTo(report.id().text());
    assertThat(event.at("/data").has("tag")).isFalse();
  }
}
