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

class FaultsTest {
  private static final String TOP = "GetTopBackLinks";
  private static final String PAGE = "http://rows-40.example.com/";

  private final Majestic majestic = Majestic.start();
  private final Client client = new Client(majestic);

  @AfterEach
  void stop() {
    client.close();
    majestic.close();
  }

  @Test
  void cutsABodyShortOfItsLength() throws Exception {
    majestic.next(new Behaviour.CutAt(50, false));
    String answer = raw();

    String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
    int promised = Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
    int came = answer.getBytes(StandardCharsets.UTF_8).length - head.length() - 4;
    assertThat(came).isBetween(promised / 2 - 4, promised / 2 + 4);
    assertThat(majestic.paidCalls()).hasSize(1);
  }

  @Test
  void cutsAChunkedBodyBeforeItsLastChunk() throws Exception {
    majestic.next(new Behaviour.CutAt(90, true));
    String answer = raw();

    assertThat(answer).contains("Transfer-Encoding: chunked", "SourceURL");
    assertThat(answer).doesNotContain("0\r\n\r\n").doesNotContain("]}}}");
    majestic.next(new Behaviour.CutAt(50, true));
    assertThatThrownBy(() -> client.json(TOP, "URL", PAGE)).isInstanceOf(IOException.class);
  }

  @Test
  void stallsInMidBodyAndGoesOn() throws Exception {
    majestic.next(new Behaviour.StallAt(50, Duration.ofMillis(400)));
    long start = System.nanoTime();
    JsonNode answer = client.json(TOP, "URL", PAGE);

    assertThat(Client.rows(answer, "URL")).hasSize(40);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(390));
  }

  @Test
  void closesWithoutWaitingForAStall() throws Exception {
    Gate gate = new Gate();
    majestic.next(new Behaviour.Held(gate, new Behaviour.StallAt(10, Duration.ofHours(1))));
    CompletableFuture<HttpResponse<byte[]>> stalled =
        CompletableFuture.supplyAsync(() -> {
          try {
            return client.send("/api/json", client.form(TOP, "URL", PAGE));
          } catch (IOException | InterruptedException broken) {
            throw new UncheckedIOException(new IOException(broken));
          }
        });
    assertThat(gate.awaitArrivals(1, Duration.ofSeconds(20))).isTrue();
    gate.open();
    majestic.close();

    assertThatThrownBy(stalled::join).hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void playsTheOtherFaults() throws Exception {
    majestic.next(
        new Behaviour.Http(503, "text/plain", "busy", Map.of("Retry-After", "7")),
        new Behaviour.HtmlPage(),
        new Behaviour.ErrorCode("SomethingElse", "odd"),
        new Behaviour.EmptyTables(),
        new Behaviour.MissingTable("URL"),
        new Behaviour.SlowHeaders(Duration.ofMillis(150)),
        new Behaviour.Reset());
    Map<String, String> form = client.form(TOP, "URL", PAGE);

    HttpResponse<byte[]> busy = client.send("/api/json", form);
    assertThat(busy.statusCode()).isEqualTo(503);
    assertThat(busy.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(client.send("/api/json", form).headers().firstValue("Content-Type"))
        .hasValue("text/html; charset=utf-8");
    assertThat(client.json(TOP, "URL", PAGE).at("/Code").asText()).isEqualTo("SomethingElse");
    assertThat(majestic.paidCalls()).isEmpty();
    assertThat(client.json(TOP, "URL", PAGE).at("/DataTables/URL/Data")).isEmpty();
    assertThat(client.json(TOP, "URL", PAGE).at("/DataTables").isEmpty()).isTrue();
    assertThat(Client.rows(client.json(TOP, "URL", PAGE), "URL")).hasSize(40);
    assertThatThrownBy(() -> client.json(TOP, "URL", PAGE)).isInstanceOf(IOException.class);
    assertThat(Client.rows(client.json(TOP, "URL", PAGE), "URL")).hasSize(40);
    assertThat(majestic.paidCalls()).hasSize(5);
  }

  @Test
  void bendsTablesButNotTheirRows() throws Exception {
    majestic.next(
        new Behaviour.DuplicateTable(), new Behaviour.WrongRowCount(), new Behaviour.NewMembers());

    String twice =
        new String(
            client.send("/api/json", client.form(TOP, "URL", PAGE)).body(), StandardCharsets.UTF_8);
    assertThat(twice.split("\"URL\":\\{", -1)).hasSize(3);
    assertThat(
            new String(
                client.send("/api/xml", client.form(TOP, "URL", PAGE)).body(),
                StandardCharsets.UTF_8))
        .contains("RowsCount=\"41\"");
    JsonNode more = client.json(TOP, "URL", PAGE);
    assertThat(Client.columns(more, "URL")).hasSize(42).endsWith("BrandNewColumn");
    assertThat(Client.rows(more, "BrandNewTable")).containsExactly(List.of("text", "7"));
  }

  @Test
  void takesTurnsOnATargetAndKeepsToTheLast() throws Exception {
    majestic.on("rows-40", new Behaviour.ErrorCode("A", ""), new Behaviour.ErrorCode("B", ""));

    assertThat(client.json(TOP, "URL", PAGE).at("/Code").asText()).isEqualTo("A");
    assertThat(client.json(TOP, "URL", PAGE).at("/Code").asText()).isEqualTo("B");
    assertThat(client.json(TOP, "URL", PAGE).at("/Code").asText()).isEqualTo("B");
    assertThat(client.json(TOP, "URL", "http://other.example.com/").at("/Code").asText())
        .isEqualTo("OK");
  }

  @Test
  void holdsACallUntilTheGateOpens() throws Exception {
    try (Gate gate = new Gate()) {
      majestic.next(new Behaviour.Held(gate, new Behaviour.Rows()));
      CompletableFuture<JsonNode> held =
          CompletableFuture.supplyAsync(() -> {
            try {
              return client.json(TOP, "URL", PAGE);
            } catch (Exception broken) {
              throw new IllegalStateException(broken);
            }
          });

      assertThat(gate.awaitArrivals(1, Duration.ofSeconds(20))).isTrue();
      assertThat(majestic.paidCalls()).isEmpty();
      assertThat(held).isNotDone();
      gate.open();
      assertThat(held.join().at("/Code").asText()).isEqualTo("OK");
    }
  }

  /** The answer as it comes over the socket until that is closed. */
  private String raw() throws IOException {
    byte[] form = Client.encoded(client.form(TOP, "URL", PAGE)).getBytes(StandardCharsets.UTF_8);
    try (Socket socket = new Socket("127.0.0.1", majestic.uri().getPort())) {
      String head =
          "POST /api/json HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type:"
              + " application/x-www-form-urlencoded\r\nContent-Length: "
              + form.length
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(form);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      InputStream from = socket.getInputStream();
      from.transferTo(all);
      return all.toString(StandardCharsets.UTF_8);
    }
  }
}
