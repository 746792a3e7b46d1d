package org.backlinks.local.majestic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
  private final FakeMajestic majestic = FakeMajestic.start();
  private final FaultProxy proxy = FaultProxy.startFor(majestic.uri());

  FaultProxyTest() throws IOException {}

  @AfterEach
  void closeAll() throws IOException {
    proxy.close();
    majestic.close();
  }

  @Test
  void connectionsPassAndAreCounted() throws Exception {
    assertThat(send().body()).contains("FailedRequestViaAPI");
    assertThat(send().statusCode()).isEqualTo(200);
    assertThat(proxy.connectionCount()).isEqualTo(2);
  }

  @Test
  void connectionIsCutOrReset() {
    proxy.setMode(new FaultProxy.Mode.CutAfter(200));
    assertThatThrownBy(this::send).isInstanceOf(IOException.class);
    proxy.setMode(new FaultProxy.Mode.Reset());
    assertThatThrownBy(this::send).isInstanceOf(IOException.class);
  }

  @Test
  void answerStallsUntilReleased() throws Exception {
    proxy.setMode(new FaultProxy.Mode.StallAfter(20));
    CompletableFuture<Integer> stalledAnswer = sendAsync();

    assertThat(proxy.awaitHeld(1, Duration.ofSeconds(20))).isTrue();
    assertThat(stalledAnswer).isNotDone();
    assertThat(majestic.calls()).hasSize(1);
    proxy.release();
    assertThat(stalledAnswer.join()).isEqualTo(200);
  }

  @Test
  void requestsAreHeldBeforeServerAndAnswersAfterIt() throws Exception {
    proxy.setMode(new FaultProxy.Mode.HoldRequests(1));
    send();
    CompletableFuture<Integer> request = sendAsync();
    assertThat(proxy.awaitHeld(1, Duration.ofSeconds(20))).isTrue();
    assertThat(majestic.calls()).hasSize(1);
    proxy.setMode(new FaultProxy.Mode.HoldAnswers(0));
    assertThat(request.join()).isEqualTo(200);

    CompletableFuture<Integer> answer = sendAsync();
    assertThat(proxy.awaitHeld(1, Duration.ofSeconds(20))).isTrue();
    assertThat(majestic.calls()).hasSize(3);
    assertThat(answer).isNotDone();
    proxy.refuseConnections();
    assertThatThrownBy(answer::join).hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void connectionsAreAcceptedAgainOnSamePortWhenRefusalEnds() throws Exception {
    proxy.refuseConnections();
    assertThatThrownBy(this::send).isInstanceOf(ConnectException.class);
    proxy.acceptConnections();
    assertThat(send().statusCode()).isEqualTo(200);
  }

  private CompletableFuture<Integer> sendAsync() {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return send().statusCode();
      } catch (IOException | InterruptedException e) {
        throw new CompletionException(e);
      }
    });
  }

  private HttpResponse<String> send() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(proxy.uri().resolve("/api/json?cmd=GetTopBackLinks")).build();
      return client.send(request, BodyHandlers.ofString());
    }
  }
}
