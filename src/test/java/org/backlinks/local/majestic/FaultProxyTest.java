package org.backlinks.local.majestic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
  private final Majestic majestic = Majestic.start();
  private final FaultProxy proxy = FaultProxy.before(majestic.uri());

  FaultProxyTest() throws IOException {}

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    majestic.close();
  }

  @Test
  void passesAndCounts() throws Exception {
    assertThat(asked().body()).contains("FailedRequestViaAPI");
    assertThat(asked().statusCode()).isEqualTo(200);
    assertThat(proxy.connections()).isEqualTo(2);
  }

  @Test
  void cutsAndResets() {
    proxy.mode(new FaultProxy.Mode.CutAfter(200));
    assertThatThrownBy(this::asked).isInstanceOf(IOException.class);
    proxy.mode(new FaultProxy.Mode.Reset());
    assertThatThrownBy(this::asked).isInstanceOf(IOException.class);
  }

  @Test
  void stallsUntilItIsToldToGoOn() throws Exception {
    proxy.mode(new FaultProxy.Mode.StallAfter(20));
    assertThatThrownBy(this::asked).isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void refusesAndAcceptsAgainOnTheSamePort() throws Exception {
    proxy.refuse();
    assertThatThrownBy(this::asked).isInstanceOf(ConnectException.class);
    proxy.accept();
    assertThat(asked().statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> asked() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(proxy.uri().resolve("/api/json?cmd=GetTopBackLinks"))
              .timeout(Duration.ofSeconds(2))
              .build();
      return client.send(request, BodyHandlers.ofString());
    }
  }
}
