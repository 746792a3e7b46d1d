package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.backlinks.callback.FakeRecipients;
import org.backlinks.service.ServiceEnvironment;
import org.backlinks.service.ServiceFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The callbacks of requests that no report answers, in every way of asking. */
class RefusedCallbacksTest {
  private static final JsonMapper JSON = new JsonMapper();

  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  private ServiceFixture service;
  private EntryAssembly entry;

  /** A way of asking. A schedule sends a direct payload. */
  private enum Way {
    HTTP,
    DIRECT,
    QUEUE
  }

  @BeforeEach
  void start() {
    service = ENVIRONMENT.newService();
    entry = new EntryAssembly(service);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private void send(Way way, String request, Map<String, List<String>> query) throws IOException {
    InvocationContext context = entry.newContext();
    switch (way) {
      case HTTP -> {
        RequestBody body = RequestBody.of(request.getBytes(StandardCharsets.UTF_8));
        entry.router.handle(
            new HttpRequest("POST", "/v1/backlinks", "", query, Map.of(), body, true), context);
      }
      case DIRECT -> entry.directActions.execute((ObjectNode) JSON.readTree(request), context);
      case QUEUE ->
          entry.requestQueue.process(
              new Event.Queue(List.of(new Event.QueueMessage("m-1", request))), context);
    }
  }

  /** Returns the only notice that was sent. */
  private JsonNode notice() throws IOException {
    service.callbacks.worker.processDue(service.invocationEnd());
    List<FakeRecipients.Delivery> deliveries = service.recipients.deliveries();
    assertThat(deliveries).hasSize(1);
    JsonNode notice = JSON.readTree(deliveries.getFirst().notice().json());
    assertThat(notice.path("schema").asText()).isEqualTo("backlinks/1");
    assertThat(notice.path("state").asText()).isEqualTo("failed");
    return notice;
  }

  private static String request(String target, String others) {
    return "{\"target\": \"%s\", \"callbacks\": [{\"taskToken\": \"a\"}], %s}"
        .formatted(target, others);
  }

  @ParameterizedTest
  @EnumSource
  void noticeOfInvalidRequestHasItsTag(Way way) throws IOException {
    send(way, request("no target", "\"tag\": \"mine\", \"limit\": 0"), Map.of());
    JsonNode notice = notice();
    assertThat(notice.path("tag").asText()).isEqualTo("mine");
    assertThat(notice.at("/problem/type").asText()).isEqualTo("/problems/invalid-request");
    assertThat(notice.at("/problem/errors")).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void noticeHasNoTagWhenTheTagIsInvalid(Way way) throws IOException {
    send(way, request("a.example", "\"tag\": 7"), Map.of());
    JsonNode notice = notice();
    assertThat(notice.has("tag")).isFalse();
    assertThat(notice.at("/problem/errors/0/field").asText()).isEqualTo("tag");
  }

  @ParameterizedTest
  @EnumSource
  void noticeOfRefusedRequestHasItsTag(Way way) throws IOException {
    send(way, request("a.example", "\"tag\": \"mine\", \"maxUnits\": {\"analysis\": 1}"), Map.of());
    JsonNode notice = notice();
    assertThat(notice.path("tag").asText()).isEqualTo("mine");
    assertThat(notice.at("/problem/type").asText()).isEqualTo("/problems/cost-over-limit");
  }

  @Test
  void noticeOfRequestWithInvalidQueryHasTheTagOfTheBody() throws IOException {
    send(Way.HTTP, request("a.example", "\"tag\": \"mine\""), Map.of("other", List.of("1")));
    JsonNode notice = notice();
    assertThat(notice.path("tag").asText()).isEqualTo("mine");
    assertThat(notice.at("/problem/errors/0/field").asText()).isEqualTo("other");
  }
}
