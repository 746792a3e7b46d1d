package org.backlinks.majestic.download;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.backlinks.local.majestic.FaultProxy;
import org.backlinks.majestic.FakeUpstreamClient;
import org.backlinks.majestic.download.JobFileClient.Limits;
import org.backlinks.majestic.download.JobFileClient.OpenResult;
import org.backlinks.majestic.http.HttpTransport;
import org.backlinks.task.ThreadTaskScheduler;
import org.backlinks.url.DownloadHosts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server of job files, and clients that may read from it. */
abstract class JobFileFixture {
  static final Duration GAP = Duration.ofMillis(400);
  static final Duration READ_TIME = Duration.ofSeconds(30);
  static final byte[] ROWS = "<Result Code=\"OK\"></Result>".getBytes(UTF_8);

  final List<Headers> requests = new CopyOnWriteArrayList<>();
  final List<String> requestLines = new CopyOnWriteArrayList<>();
  final CountDownLatch testEnd = new CountDownLatch(1);
  final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  HttpServer server;
  JobFileClient files;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
    files = files(Limits.DEFAULT);
  }

  @AfterEach
  void stop() {
    testEnd.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  JobFileClient files(Limits limits) {
    return files(DownloadHosts.parse("127.0.0.1:" + port()), limits);
  }

  static JobFileClient files(DownloadHosts hosts, Limits limits) {
    HttpTransport transport =
        new HttpTransport(
            GAP,
            System::nanoTime,
            new ThreadTaskScheduler(),
            FakeUpstreamClient::failingTlsFactory);
    return new JobFileClient(hosts, transport, limits);
  }

  static JobFileClient through(FaultProxy proxy) {
    return files(DownloadHosts.parse(proxy.uri().getAuthority()), Limits.DEFAULT);
  }

  FaultProxy proxy(FaultProxy.Mode mode) throws IOException {
    FaultProxy proxy = FaultProxy.startFor("127.0.0.1", server.getAddress().getPort());
    proxy.setMode(mode);
    return proxy;
  }

  InputStream open(String path) {
    OpenResult outcome = files.open(address(path), READ_TIME);
    assertThat(outcome).isInstanceOf(OpenResult.Opened.class);
    return ((OpenResult.Opened) outcome).body();
  }

  byte[] read(JobFileClient from, String path) throws IOException {
    OpenResult outcome = from.open(address(path), READ_TIME);
    assertThat(outcome).isInstanceOf(OpenResult.Opened.class);
    try (InputStream body = ((OpenResult.Opened) outcome).body()) {
      return body.readAllBytes();
    }
  }

  String port() {
    return Integer.toString(server.getAddress().getPort());
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  void on(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          requests.add(exchange.getRequestHeaders());
          requestLines.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          try (exchange) {
            handler.handle(exchange);
          }
        });
  }

  static HttpHandler answer(int status, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
    };
  }

  static HttpHandler file(byte[] bytes, String type) {
    return file(bytes, type, false);
  }

  static HttpHandler file(byte[] bytes, String type, boolean chunked) {
    return exchange -> {
      exchange.getResponseHeaders().add("Content-Type", type);
      exchange.sendResponseHeaders(200, chunked ? 0 : bytes.length == 0 ? -1 : bytes.length);
      write(exchange, bytes);
    };
  }

  static void write(HttpExchange exchange, byte[] bytes) throws IOException {
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  void await() {
    try {
      testEnd.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
