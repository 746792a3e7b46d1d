package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Instant;
import java.util.Map;
import org.backlinks.entry.ExtensionsApiClient.InvokeEvent;
import org.backlinks.entry.ScriptedExtensionsApi.ReceivedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionsApiClientTest {
  private static final Instant DEADLINE = Instant.parse("2026-11-23T10:00:00.123Z");

  private final ScriptedExtensionsApi api = new ScriptedExtensionsApi();
  private final ExtensionsApiClient client = new ExtensionsApiClient(api.address());

  ExtensionsApiClientTest() throws IOException {}

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void registrationAsksForInvocationsAndReturnsIdentifier() throws Exception {
    api.acceptRegistration();
    assertThat(client.register()).contains(ScriptedExtensionsApi.IDENTIFIER);
    assertThat(api.takeRequest())
        .isEqualTo(
            new ReceivedRequest(
                "POST /2020-01-01/extension/register",
                Map.of("Lambda-extension-name", "backlinks"),
                "{\"events\":[\"INVOKE\"]}"));
  }

  @ParameterizedTest
  @ValueSource(ints = {202, 403, 404, 500})
  void registrationReturnsNothingWhenRefused(int status) throws IOException {
    api.answerRegistration(
        status, Map.of("Lambda-Extension-Identifier", ScriptedExtensionsApi.IDENTIFIER));
    assertThat(client.register()).isEmpty();
  }

  @Test
  void registrationReturnsNothingWhenAnswerHasNoIdentifier() throws IOException {
    api.answerRegistration(200, Map.of());
    assertThat(client.register()).isEmpty();
  }

  @Test
  void nextEventIsRequestedWithIdentifier() throws Exception {
    api.sendEvent("8476a536", DEADLINE);
    assertThat(client.nextEvent("some-identifier"))
        .isEqualTo(new InvokeEvent("8476a536", DEADLINE));
    assertThat(api.takeRequest())
        .isEqualTo(
            new ReceivedRequest(
                "GET /2020-01-01/extension/event/next",
                Map.of("Lambda-extension-identifier", "some-identifier"),
                ""));
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 500})
  void nextEventFailsWhenRefusedAndWorksAgain(int status) throws IOException {
    api.answerNextEvent(status, "{\"errorType\":\"Extension.UnknownExtensionIdentifier\"}");
    api.sendEvent("8476a536", DEADLINE);
    assertThatIOException()
        .isThrownBy(() -> client.nextEvent("some-identifier"))
        .withMessage("the next event has status " + status);
    assertThat(client.nextEvent("some-identifier").requestId()).isEqualTo("8476a536");
  }

  @Test
  void nextEventFailsWhenItIsNotJson() {
    api.answerNextEvent(200, "{\"requestId\":");
    assertThatExceptionOfType(JsonProcessingException.class)
        .isThrownBy(() -> client.nextEvent("some-identifier"));
  }

  @Test
  void requestsFailWhenNoPlatformListens() {
    api.close();
    assertThatExceptionOfType(ConnectException.class).isThrownBy(client::register);
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> client.nextEvent("some-identifier"));
  }
}
