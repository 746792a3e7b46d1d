package org.backlinks.majestic.download;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backlinks.majestic.http.MultiMemberGzipInputStreamTest.gzip;
import static org.backlinks.majestic.http.MultiMemberGzipInputStreamTest.joined;
import static org.backlinks.majestic.http.MultiMemberGzipInputStreamTest.noise;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.zip.DeflaterOutputStream;
import org.backlinks.local.majestic.FaultProxy;
import org.backlinks.majestic.download.JobFileClient.Limits;
import org.backlinks.majestic.download.JobFileClient.OpenResult;
import org.backlinks.majestic.http.ReadTimeoutException;
import org.backlinks.majestic.http.UnreadableException;
import org.backlinks.url.DownloadHosts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JobFileInputStreamTest extends JobFileFixture {
  @ParameterizedTest
  @ValueSource(strings = {"application/gzip", "text/html", "application/xml"})
  void gzipIsDetectedByItsFirstBytes(String type) throws IOException {
    byte[] more = noise(200_000);
    on("/a.txt", file(joined(gzip(ROWS), gzip(more)), type));
    on("/a.xml.gz", file(ROWS, type));

    assertThat(read(files, "/a.txt")).isEqualTo(joined(ROWS, more));
    assertThat(read(files, "/a.xml.gz")).isEqualTo(ROWS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip, gzip       | gzip gzip",
        "gzip             | gzip gzip",
        "                 | gzip gzip",
        "gzip             | ",
        "deflate          | deflate",
        "deflate          | gzip deflate",
        "gzip, deflate    | gzip deflate",
        "deflate, gzip    | deflate gzip",
        "deflate          | ",
        "deflate          | gzip",
        "gzip, gzip, gzip | gzip gzip gzip",
        "br               | gzip"
      })
  void allCodingsAreRemoved(String named, String applied) throws IOException {
    byte[] body = ROWS;
    for (String coding : applied == null ? new String[0] : applied.split(" ")) {
      body = coding.equals("gzip") ? gzip(body) : deflate(body);
    }
    byte[] sent = body;
    on(
        "/a.xml",
        exchange -> {
          if (named != null) {
            exchange.getResponseHeaders().add("Content-Encoding", named);
          }
          exchange.sendResponseHeaders(200, sent.length);
          write(exchange, sent);
        });

    assertThat(read(files, "/a.xml")).isEqualTo(ROWS);
  }

  @Test
  void fileCompressedTooOftenIsUnreadable() throws IOException {
    on("/a", file(gzip(gzip(gzip(gzip(ROWS)))), "text/xml"));

    assertThatThrownBy(() -> read(files, "/a")).isInstanceOf(UnreadableException.class);
  }

  private static byte[] deflate(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflating = new DeflaterOutputStream(out)) {
      deflating.write(bytes);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void fileTooShortForGzipIsRead(int length) throws IOException {
    on("/a", file(Arrays.copyOf(ROWS, length), "text/plain"));

    assertThat(read(files, "/a")).isEqualTo(Arrays.copyOf(ROWS, length));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readTimesOutWhenTheBodyStalls(boolean chunked) throws IOException {
    byte[] packed = gzip(noise(100_000));
    on(
        "/a",
        exchange -> {
          exchange.sendResponseHeaders(200, chunked ? 0 : packed.length);
          exchange.getResponseBody().write(packed, 0, 50_000);
          exchange.getResponseBody().flush();
          await();
        });
    long closing;
    try (InputStream body = open("/a")) {
      assertThatThrownBy(body::readAllBytes).isInstanceOf(ReadTimeoutException.class);
      closing = System.nanoTime();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - closing)).isLessThan(GAP);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readFailsWhenTheNetworkTruncatesTheBody(boolean chunked) throws IOException {
    byte[] first = gzip(noise(60_000));
    byte[] packed = joined(first, gzip(noise(60_000)));
    // the second cut is exactly between two members
    for (int cutAt : new int[] {50_000, first.length}) {
      String path = "/" + cutAt;
      on(path, file(packed, "application/gzip", chunked));
      int head = headLength(path);
      try (FaultProxy proxy = proxy(new FaultProxy.Mode.CutAfter(head + cutAt))) {
        OpenResult outcome = through(proxy).open(proxy.uri().resolve(path), READ_TIME);
        try (InputStream body = ((OpenResult.Opened) outcome).body()) {
          assertThatThrownBy(body::readAllBytes)
              .isInstanceOf(IOException.class)
              .isNotInstanceOf(UnreadableException.class);
        }
      }
    }
  }

  @Test
  void gzipIsUnreadableWhenItsSourceIsDamaged() throws IOException {
    byte[] packed = gzip(noise(100_000));
    on("/cut", file(Arrays.copyOf(packed, 50_000), "application/gzip"));
    byte[] damaged = packed.clone();
    damaged[packed.length - 6] ^= 1;
    on("/damaged", file(damaged, "application/gzip"));

    assertThatThrownBy(() -> read(files, "/cut"))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("the gzip ends early, at byte 50000");
    assertThatThrownBy(() -> read(files, "/damaged"))
        .isInstanceOf(UnreadableException.class)
        .hasMessageStartingWith("the gzip is corrupt");
  }

  @Test
  void truncatedGzipIsIoFailureWhenTheBodyHasNoLength() throws IOException {
    byte[] packed = gzip(noise(100_000));
    try (ServerSocket serverSocket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      threads.execute(() -> answerWithoutLength(serverSocket, Arrays.copyOf(packed, 50_000)));
      String host = "127.0.0.1:" + serverSocket.getLocalPort();
      JobFileClient from = files(DownloadHosts.parse(host), Limits.DEFAULT);

      OpenResult outcome = from.open(URI.create("http://" + host + "/a"), READ_TIME);
      try (InputStream body = ((OpenResult.Opened) outcome).body()) {
        assertThatThrownBy(body::readAllBytes)
            .isExactlyInstanceOf(IOException.class)
            .hasMessage("the gzip ends early, at byte 50000");
      }
    }
  }

  private static void answerWithoutLength(ServerSocket serverSocket, byte[] body) {
    try (Socket socket = serverSocket.accept()) {
      byte[] request = new byte[4_096];
      assertThat(socket.getInputStream().read(request)).isPositive();
      socket.getOutputStream().write("HTTP/1.0 200 OK\r\n\r\n".getBytes(UTF_8));
      socket.getOutputStream().write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fileIsReadUpToTheLimits(boolean chunked) throws IOException {
    byte[] plain = noise(10_000);
    byte[] packed = gzip(plain);
    on("/packed", file(packed, "application/gzip", chunked));
    on("/plain", file(plain, "text/xml", chunked));

    assertThat(read(files(new Limits(packed.length, plain.length)), "/packed")).isEqualTo(plain);
    assertThat(read(files(new Limits(plain.length, plain.length)), "/plain")).isEqualTo(plain);
    assertThatThrownBy(() -> read(files(new Limits(packed.length - 1, 1 << 20)), "/packed"))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("the compressed file has more than %d bytes", packed.length - 1);
    assertThatThrownBy(() -> read(files(new Limits(1 << 20, plain.length - 1)), "/packed"))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("the file has more than 9999 bytes");
    assertThatThrownBy(() -> read(files(new Limits(1 << 20, plain.length - 1)), "/plain"))
        .isInstanceOf(UnreadableException.class);
  }

  @Test
  void gzipBombEndsWithoutExhaustingMemory() throws IOException {
    byte[] member = gzip(new byte[64 << 20]);
    byte[][] members = new byte[64][];
    Arrays.fill(members, member);
    byte[] bomb = joined(members); // 4 GiB in 4 MiB
    on("/bomb", file(bomb, "application/gzip", true));
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    byte[] buffer = new byte[64 * 1024];
    long before = memory.getCurrentThreadAllocatedBytes();
    long read = 0;
    try (InputStream body = open("/bomb")) {
      int count;
      while ((count = body.read(buffer)) >= 0) {
        read += count;
      }
      throw new AssertionError("read a bomb to its end: " + read);
    } catch (UnreadableException e) {
      assertThat(e).hasMessage("the file has more than 1073741824 bytes");
    }

    assertThat(read).isBetween((1L << 30) - buffer.length, 1L << 30);
    assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
  }

  @Test
  void connectionEndsWhenTheFileIsClosedHalfRead() throws Exception {
    CountDownLatch connectionEnded = new CountDownLatch(1);
    on(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            while (testEnd.getCount() > 0) {
              exchange.getResponseBody().write(ROWS);
            }
          } catch (IOException e) {
            connectionEnded.countDown();
            throw e;
          }
        });
    try (InputStream body = open("/endless")) {
      assertThat(body.readNBytes(1_000)).hasSize(1_000);
    }
    connectionEnded.await();
    assertThat(connectionEnded.getCount()).isZero();
  }

  /** Returns the number of bytes that the server sends before the body. */
  private int headLength(String path) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.getAddress().getPort())) {
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                  .getBytes(UTF_8));
      String all = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      return all.indexOf("\r\n\r\n") + 4;
    }
  }
}
