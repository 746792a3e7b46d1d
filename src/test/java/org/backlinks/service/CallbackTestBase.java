package org.backlinks.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.backlinks.callback.FakeRecipients;
import org.backlinks.question.ReportRequest;
import org.backlinks.question.RequestReader;
import org.backlinks.report.CallbackId;
import org.backlinks.report.Report;
import org.backlinks.report.StoredCallback;
import org.backlinks.telemetry.MetricValues;
import org.backlinks.telemetry.Metrics.Metric;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Callbacks of a service with recipients of the test. */
abstract class CallbackTestBase {
  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  private static final ObjectMapper MAPPER = new ObjectMapper();
  static final String TARGET = "http://rows-4.example.com/";
  static final String QUEUE = "https://sqs.example.com/1/links";

  ServiceFixture service;
  FakeRecipients recipients;

  @BeforeEach
  void start() {
    service = ENVIRONMENT.newService("BACKLINKS_EVENT_BUS", "bus");
    recipients = service.recipients;
  }

  @AfterEach
  void stop() {
    service.close();
  }

  static ObjectNode callback(String kind, String value) {
    return MAPPER.createObjectNode().put(kind, value);
  }

  static ObjectNode token(String token) {
    return callback("taskToken", token);
  }

  static ReportRequest request(int wait, ObjectNode... callbacks) {
    ObjectNode request = MAPPER.createObjectNode().put("target", TARGET).put("wait", wait);
    request.putArray("callbacks").addAll(List.of(callbacks));
    request.put("tag", "my tag");
    return (ReportRequest) new RequestReader(true, Set.of(QUEUE)).fromJson(request);
  }

  AskResult askFor(int wait, ObjectNode... callbacks) {
    Instant now = service.clock.instant();
    return service.reportService.ask(
        request(wait, callbacks), now.plusSeconds(60), now.plusSeconds(300), _ -> {});
  }

  Report ask(int wait, ObjectNode... callbacks) {
    return ((AskResult.Answered) askFor(wait, callbacks)).report();
  }

  void deliver() {
    service.callbacks.worker.processDue(service.invocationEnd());
  }

  void advance(Duration time) {
    service.clock.advance(time);
    deliver();
  }

  /** Returns the time that the oldest callback waits, in seconds; null when none was due lately. */
  @Nullable Long oldestCallback() {
    return MetricValues.drain(service.metrics).get(Metric.OLDEST_CALLBACK);
  }

  /** Returns the notices that callers of callbacks, and not the event bus, were sent. */
  List<FakeRecipients.Delivery> notices() {
    return recipients.deliveries().stream()
        .filter(delivery -> !delivery.recipient().id().isEvent())
        .toList();
  }

  static JsonNode json(FakeRecipients.Delivery delivery) throws JsonProcessingException {
    return MAPPER.readTree(delivery.notice().json());
  }

  StoredCallback stored(Report report, int number) {
    return service.callbackStore.find(new CallbackId(report.id(), number)).orElseThrow();
  }
}
