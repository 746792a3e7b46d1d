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
  void stallsUntilItIsReleased() throws Exception {
    proxy.mode(new FaultProxy.Mode.StallAfter(20));
    CompletableFuture<Integer> stalled = askedBeside();

    assertThat(proxy.awaitHeld(1, Duration.ofSeconds(20))).isTrue();
    assertThat(stalled).isNotDone();
    assertThat(majestic.calls()).hasSize(1);
    proxy.release();
    assertThat(stalled.join()).isEqualTo(200);
  }

  @Test
  void holdsRequestsBeforeAndAnswersAfterTheServerSawThem() throws Exception {
    proxy.mode(new FaultProxy.Mode.HoldRequests(1));
    asked();
    CompletableFuture<Integer> request = askedBeside();
    assertThat(proxy.awaitHeld(1, Duration.ofSeconds(20))).isTrue();
    assertThat(majestic.calls()).hasSize(1);
    proxy.mode(new FaultProxy.Mode.HoldAnswers(0));
    assertThat(request.join()).isEqualTo(200);

    CompletableFuture<Integer> answer = askedBeside();
    assertThat(proxy.awaitHeld(1, Duration.ofSeconds(20))).isTrue();
    assertThat(majestic.calls()).hasSize(3);
    assertThat(answer).isNotDone();
    proxy.refuse();
    assertThatThrownBy(answer::join).hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void refusesAndAcceptsAgainOnTheSamePort() throws Exception {
    proxy.refuse();
    assertThatThrownBy(this::asked).isInstanceOf(ConnectException.class);
    proxy.accept();
    assertThat(asked().statusCode()).isEqualTo(200);
  }

  private CompletableFuture<Integer> askedBeside() {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return asked().statusCode();
      } catch (IOException | InterruptedException broken) {
        throw new CompletionException(broken);
      }
    });
  }

  private HttpResponse<String> asked() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(proxy.uri().resolve("/api/json?cmd=GetTopBackLinks")).build();
      return client.send(request, BodyHandlers.ofString());
    }
  }
}
