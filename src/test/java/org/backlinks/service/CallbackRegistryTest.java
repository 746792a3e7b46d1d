package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.backlinks.callback.FakeRecipients;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.question.Callback;
import org.backlinks.question.ReportRequest;
import org.backlinks.question.RequestReader;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callbacks of requests that join a report, find one, or get none. */
class CallbackRegistryTest extends CallbackTestBase {
  @Test
  void reportThatEndsInTheCallIsToldAtOnce() {
    ask(20, token("a"), callback("durableCallbackId", "YQ=="), callback("queueUrl", QUEUE));
    deliver();
    assertThat(notices()).hasSize(3);
    assertThat(notices()).allMatch(delivery -> delivery.notice().isReady());
  }

  @Test
  void equalTokensAreToldOnce() {
    Report report = ask(0, token("a"), token("a"), token("b"));
    ask(0, token("b"), token("c"));
    service.poll();
    deliver();
    assertThat(notices()).hasSize(3);
    assertThat(notices().stream().map(delivery -> delivery.recipient().callback()))
        .containsExactlyInAnyOrder(
            new Callback.TaskToken("a"), new Callback.TaskToken("b"), new Callback.TaskToken("c"));
    assertThat(stored(report, 2).view().reused()).isTrue();
  }

  @Test
  void repeatedRequestForReadyReportIsToldOnce() {
    ask(20, token("a"));
    ask(0, token("a"), token("b"));
    ask(0, token("b"));
    deliver();
    assertThat(notices().stream().map(delivery -> delivery.recipient().callback()))
        .containsExactlyInAnyOrder(new Callback.TaskToken("a"), new Callback.TaskToken("b"));
  }

  @Test
  void callerOfReadyReportIsToldEvenIfTheReportIsDeleted() throws JsonProcessingException {
    Report report = ask(20);
    ask(0, token("a"));
    assertThat(service.reportDeletion.delete(report.id())).isTrue();
    deliver();
    assertThat(notices()).hasSize(1);
    assertThat(json(notices().getFirst()).path("id").asText()).isEqualTo(report.id().text());
    assertThat(json(notices().getFirst()).path("reused").asBoolean()).isTrue();
  }

  @Test
  void deleteOfPendingReportIsToldAsFailure() throws JsonProcessingException {
    Report report = ask(0, token("a"));
    service.reportDeletion.delete(report.id());
    deliver();
    assertThat(notices()).hasSize(1);
    assertThat(notices().getFirst().notice().error()).isEqualTo("not-found");
    assertThat(json(notices().getFirst()).path("state").asText()).isEqualTo("failed");
    assertThat(json(notices().getFirst()).path("tag").asText()).isEqualTo("my tag");
  }

  @Test
  void deleteOfReadyReportChangesNoNotice() {
    Report report = ask(20, token("a"));
    service.reportDeletion.delete(report.id());
    deliver();
    assertThat(notices()).hasSize(1);
    assertThat(notices().getFirst().notice().isReady()).isTrue();
  }

  @Test
  void failureIsTold() throws JsonProcessingException {
    ENVIRONMENT.majestic().scriptTarget("rows-4", new Behaviour.ErrorCode("Odd", "no"));
    ask(20, token("a"));
    deliver();
    FakeRecipients.Delivery delivery = notices().getFirst();
    assertThat(delivery.notice().error()).isEqualTo("upstream-refused");
    assertThat(delivery.notice().cause()).isEqualTo(json(delivery).at("/problem/detail").asText());
  }

  @Test
  void pendingReportAcceptsHundredCallbacks() {
    for (int i = 0; i < 100; i++) {
      ask(0, token("token-" + i));
    }
    ask(0, token("token-7"));
    AskResult result = askFor(0, token("one-more"));
    assertThat(result)
        .isInstanceOfSatisfying(
            AskResult.Refused.class,
            refused ->
                assertThat(refused.problem().kind()).isEqualTo(Problem.Kind.TOO_MANY_CALLBACKS));
    service.poll();
    deliver();
    assertThat(notices()).hasSize(100);
  }

  /** Each request is stopped before its first write of a callback, until both have come there. */
  @ParameterizedTest
  @ValueSource(strings = {"taskToken", "queueUrl"})
  void equalCallbacksOfRequestsAtTheSameTimeAreToldOnce(String kind) throws Exception {
    ObjectNode callback = callback(kind, kind.equals("queueUrl") ? QUEUE : "a");
    ask(0, token("first"));
    CountDownLatch bothWrite = new CountDownLatch(2);
    ENVIRONMENT
        .proxy()
        .setRule(request -> {
          if (request.kind().equals("PutItem callback")) {
            bothWrite.countDown();
            awaitSome(bothWrite);
          }
          return Optional.empty();
        });
    List<CompletableFuture<AskResult>> requests =
        Stream.of("key of both", "key of both")
            .map(key ->
                CompletableFuture.supplyAsync(
                    () -> askWithKey(key, callback), Thread::startVirtualThread))
            .toList();
    for (CompletableFuture<AskResult> request : requests) {
      assertThat(request.get(30, TimeUnit.SECONDS)).isInstanceOf(AskResult.Answered.class);
    }
    assertThat(bothWrite.getCount()).isZero();
    ENVIRONMENT.removeTableFaults();
    service.poll();
    deliver();
    assertThat(notices()).hasSize(2);
  }

  private AskResult askWithKey(String key, ObjectNode callback) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode().put("target", TARGET).put("wait", 0);
    fields.put("idempotencyKey", key).putArray("callbacks").add(callback);
    ReportRequest request = (ReportRequest) new RequestReader(true, Set.of(QUEUE)).fromJson(fields);
    Instant now = service.clock.instant();
    return service.reportService.ask(request, now.plusSeconds(60), now.plusSeconds(300), _ -> {});
  }

  private static void awaitSome(CountDownLatch latch) {
    try {
      latch.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private enum End {
    READY,
    FAILED,
    DELETED
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void reusedReportMakesNoSecondEvent(End end) {
    if (end == End.FAILED) {
      ENVIRONMENT.majestic().scriptTarget("rows-4", new Behaviour.ErrorCode("Odd", "no"));
    }
    Report report = ask(0);
    if (end == End.DELETED) {
      service.reportDeletion.delete(report.id());
    }
    service.poll();
    if (end == End.READY) {
      ask(0);
    }
    deliver();
    assertThat(recipients.deliveries()).hasSize(1);
  }
}
