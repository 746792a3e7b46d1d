package org.backlinks.local.majestic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeMajesticFaultsTest {
  private static final String TOP_BACK_LINKS = "GetTopBackLinks";
  private static final String TARGET = "http://rows-40.example.com/";

  private final FakeMajestic majestic = FakeMajestic.start();
  private final PlainMajesticClient client = new PlainMajesticClient(majestic);

  @AfterEach
  void closeAll() {
    client.close();
    majestic.close();
  }

  @Test
  void bodyIsCutBeforeItsLength() throws Exception {
    majestic.scriptNext(new Behaviour.CutAt(50, false));
    String answer = readRawAnswer();

    String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
    int announcedBytes = Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
    int receivedBytes = answer.getBytes(StandardCharsets.UTF_8).length - head.length() - 4;
    assertThat(receivedBytes).isBetween(announcedBytes / 2 - 4, announcedBytes / 2 + 4);
    assertThat(majestic.paidCalls()).hasSize(1);
  }

  @Test
  void chunkedBodyIsCutBeforeLastChunk() throws Exception {
    majestic.scriptNext(new Behaviour.CutAt(90, true));
    String answer = readRawAnswer();

    assertThat(answer).contains("Transfer-Encoding: chunked", "SourceURL");
    assertThat(answer).doesNotContain("0\r\n\r\n").doesNotContain("]}}}");
    majestic.scriptNext(new Behaviour.CutAt(50, true));
    assertThatThrownBy(() -> client.callJson(TOP_BACK_LINKS, "URL", TARGET))
        .isInstanceOf(IOException.class);
  }

  @Test
  void bodyStallsAndContinues() throws Exception {
    majestic.scriptNext(new Behaviour.StallAt(50, Duration.ofMillis(400)));
    long start = System.nanoTime();
    JsonNode answer = client.callJson(TOP_BACK_LINKS, "URL", TARGET);

    assertThat(PlainMajesticClient.rows(answer, "URL")).hasSize(40);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(390));
  }

  @Test
  void closingEndsStalledAnswer() throws Exception {
    CallGate gate = new CallGate();
    majestic.scriptNext(
        new Behaviour.HeldAtGate(gate, new Behaviour.StallAt(10, Duration.ofHours(1))));
    CompletableFuture<HttpResponse<byte[]>> stalledAnswer =
        CompletableFuture.supplyAsync(() -> {
          try {
            return client.send("/api/json", client.formOf(TOP_BACK_LINKS, "URL", TARGET));
          } catch (IOException | InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
          }
        });
    assertThat(gate.awaitArrivals(1, Duration.ofSeconds(20))).isTrue();
    gate.open();
    majestic.close();

    assertThatThrownBy(stalledAnswer::join).hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void faultsOfStatusBodyAndConnectionAreReproduced() throws Exception {
    majestic.scriptNext(
        new Behaviour.FixedResponse(503, "text/plain", "busy", Map.of("Retry-After", "7")),
        new Behaviour.HtmlPage(),
        new Behaviour.ErrorCode("SomethingElse", "odd"),
        new Behaviour.EmptyTables(),
        new Behaviour.MissingTable("URL"),
        new Behaviour.SlowHeaders(Duration.ofMillis(150)),
        new Behaviour.Reset());
    Map<String, String> form = client.formOf(TOP_BACK_LINKS, "URL", TARGET);

    HttpResponse<byte[]> busyAnswer = client.send("/api/json", form);
    assertThat(busyAnswer.statusCode()).isEqualTo(503);
    assertThat(busyAnswer.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(client.send("/api/json", form).headers().firstValue("Content-Type"))
        .hasValue("text/html; charset=utf-8");
    assertThat(client.callJson(TOP_BACK_LINKS, "URL", TARGET).at("/Code").asText())
        .isEqualTo("SomethingElse");
    assertThat(majestic.paidCalls()).isEmpty();
    assertThat(client.callJson(TOP_BACK_LINKS, "URL", TARGET).at("/DataTables/URL/Data")).isEmpty();
    assertThat(client.callJson(TOP_BACK_LINKS, "URL", TARGET).at("/DataTables").isEmpty()).isTrue();
    assertThat(PlainMajesticClient.rows(client.callJson(TOP_BACK_LINKS, "URL", TARGET), "URL"))
        .hasSize(40);
    assertThatThrownBy(() -> client.callJson(TOP_BACK_LINKS, "URL", TARGET))
        .isInstanceOf(IOException.class);
    assertThat(PlainMajesticClient.rows(client.callJson(TOP_BACK_LINKS, "URL", TARGET), "URL"))
        .hasSize(40);
    assertThat(majestic.paidCalls()).hasSize(5);
  }

  @Test
  void tablesAreMutatedButRowsAreNot() throws Exception {
    majestic.scriptNext(
        new Behaviour.DuplicateTable(),
        new Behaviour.WrongRowCount(),
        new Behaviour.UnknownMembers());

    String duplicated =
        new String(
            client.send("/api/json", client.formOf(TOP_BACK_LINKS, "URL", TARGET)).body(),
            StandardCharsets.UTF_8);
    assertThat(duplicated.split("\"URL\":\\{", -1)).hasSize(3);
    assertThat(
            new String(
                client.send("/api/xml", client.formOf(TOP_BACK_LINKS, "URL", TARGET)).body(),
                StandardCharsets.UTF_8))
        .contains("RowsCount=\"41\"");
    JsonNode extended = client.callJson(TOP_BACK_LINKS, "URL", TARGET);
    assertThat(PlainMajesticClient.columns(extended, "URL")).hasSize(42).endsWith("BrandNewColumn");
    assertThat(PlainMajesticClient.rows(extended, "BrandNewTable"))
        .containsExactly(List.of("text", "7"));
  }

  @Test
  void scriptOfTargetIsPlayedInOrderAndLastBehaviourStays() throws Exception {
    majestic.scriptTarget(
        "rows-40", new Behaviour.ErrorCode("A", ""), new Behaviour.ErrorCode("B", ""));

    assertThat(client.callJson(TOP_BACK_LINKS, "URL", TARGET).at("/Code").asText()).isEqualTo("A");
    assertThat(client.callJson(TOP_BACK_LINKS, "URL", TARGET).at("/Code").asText()).isEqualTo("B");
    assertThat(client.callJson(TOP_BACK_LINKS, "URL", TARGET).at("/Code").asText()).isEqualTo("B");
    assertThat(
            client
                .callJson(TOP_BACK_LINKS, "URL", "http://other.example.com/")
                .at("/Code")
                .asText())
        .isEqualTo("OK");
  }

  @Test
  void callIsHeldUntilGateOpens() throws Exception {
    try (CallGate gate = new CallGate()) {
      majestic.scriptNext(new Behaviour.HeldAtGate(gate, new Behaviour.Rows()));
      CompletableFuture<JsonNode> heldAnswer =
          CompletableFuture.supplyAsync(() -> {
            try {
              return client.callJson(TOP_BACK_LINKS, "URL", TARGET);
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });

      assertThat(gate.awaitArrivals(1, Duration.ofSeconds(20))).isTrue();
      assertThat(majestic.paidCalls()).isEmpty();
      assertThat(heldAnswer).isNotDone();
      gate.open();
      assertThat(heldAnswer.join().at("/Code").asText()).isEqualTo("OK");
    }
  }

  /** Returns all bytes of an answer until the server closes the connection. */
  private String readRawAnswer() throws IOException {
    byte[] form =
        PlainMajesticClient.encodeForm(client.formOf(TOP_BACK_LINKS, "URL", TARGET))
            .getBytes(StandardCharsets.UTF_8);
    try (Socket socket = new Socket("127.0.0.1", majestic.uri().getPort())) {
      String head =
          "POST /api/json HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type:"
              + " application/x-www-form-urlencoded\r\nContent-Length: "
              + form.length
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(form);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      InputStream input = socket.getInputStream();
      input.transferTo(answer);
      return answer.toString(StandardCharsets.UTF_8);
    }
  }
}
