package org.backlinks.majestic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backlinks.majestic.GunzipTest.gzip;
import static org.backlinks.majestic.GunzipTest.joined;
import static org.backlinks.majestic.GunzipTest.noise;

import com.sun.management.ThreadMXBean;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.backlinks.local.majestic.FaultProxy;
import org.backlinks.majestic.JobFile.Limits;
import org.backlinks.majestic.JobFile.Outcome;
import org.backlinks.ops.DownloadHosts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JobFileTest {
  private static final Duration GAP = Duration.ofMillis(400);
  private static final byte[] ROWS = "<Result Code=\"OK\"></Result>".getBytes(UTF_8);

  private final List<Headers> requests = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;
  private JobFile files;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
    files = files(Limits.USUAL);
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void sendsNothingThatIsOursAndFollowsNoCookie() {
    on("/a", answer(302, "Location", "/b", "Set-Cookie", "session=1; Path=/"));
    on("/b", answer(200));

    open("/a?sig=x%2Fy");

    assertThat(asked).containsExactly("GET /a?sig=x%2Fy", "GET /b");
    for (Headers headers : requests) {
      assertThat(names(headers))
          .containsExactlyInAnyOrder(
              "accept", "accept-encoding", "connection", "host", "user-agent");
      assertThat(headers.getFirst("Accept-Encoding")).isEqualTo("identity");
      assertThat(headers.getFirst("User-Agent")).isEqualTo("Backlinks");
    }
  }

  @Test
  void givesNoPasswordEvenWhereTheProcessHasOne() {
    Authenticator before = Authenticator.getDefault();
    Authenticator.setDefault(
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication("me", "secret".toCharArray());
          }
        });
    try {
      on("/a", answer(401, "WWW-Authenticate", "Basic realm=\"files\""));

      assertThat(files.open(address("/a")))
          .isEqualTo(
              new Outcome.Unavailable("the file's host answered with HTTP status 401", null));
      assertThat(requests).hasSize(1);
      assertThat(names(requests.getFirst())).doesNotContain("authorization");
    } finally {
      Authenticator.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/gzip", "text/html", "application/xml"})
  void unpacksWhatBeginsLikeAGzipWhateverItIsCalled(String type) throws IOException {
    byte[] more = noise(200_000);
    on("/a.txt", file(joined(gzip(ROWS), gzip(more)), type));
    on("/a.xml.gz", file(ROWS, type));

    assertThat(read(files, "/a.txt")).isEqualTo(joined(ROWS, more));
    assertThat(read(files, "/a.xml.gz")).isEqualTo(ROWS);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void readsFilesTooShortToBeAGzip(int length) throws IOException {
    on("/a", file(Arrays.copyOf(ROWS, length), "text/plain"));

    assertThat(read(files, "/a")).isEqualTo(Arrays.copyOf(ROWS, length));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsThreeRedirectsOnTheListedHosts(int status) throws IOException {
    on("/a", answer(status, "Location", "b"));
    on("/b", answer(status, "Location", address("/c").toString()));
    on("/c", answer(status, "Location", "//127.0.0.1:" + port() + "/d e"));
    on("/d e", file(ROWS, "text/xml"));

    assertThat(read(files, "/a")).isEqualTo(ROWS);
    assertThat(asked).containsExactly("GET /a", "GET /b", "GET /c", "GET /d%20e");
  }

  @Test
  void stopsAtTheFourthRedirect() {
    on("/a", answer(302, "Location", "/a"));

    assertThat(files.open(address("/a")))
        .isEqualTo(new Outcome.Unavailable("the file's address leads on more than 3 times", null));
    assertThat(asked).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:%d/b, localhost:%d",
    "http://127.0.0.1/b, 127.0.0.1",
    "http://127.0.0.1:1/b, 127.0.0.1:1",
    "http://me@127.0.0.1:%d/b, 127.0.0.1:%d",
    "//evil.example/b, evil.example",
    "http://169.254.169.254/latest/meta-data/, 169.254.169.254",
    "ftp://127.0.0.1:%d/b, 127.0.0.1:%d",
    "file:/etc/passwd, an address without a host"
  })
  void refusesARedirectOffTheListedHosts(String to, String host) {
    on("/a", answer(302, "Location", to.replace("%d", port())));
    on("/b", file(ROWS, "text/xml"));

    assertThat(files.open(address("/a")))
        .isEqualTo(new Outcome.RefusedHost(host.replace("%d", port())));
    assertThat(asked).containsExactly("GET /a");
  }

  @Test
  void refusesAFileAtAHostThatIsNotListedWithoutAskingIt() {
    on("/a", file(ROWS, "text/xml"));
    URI elsewhere = URI.create("http://localhost:" + port() + "/a");

    assertThat(files.open(elsewhere)).isEqualTo(new Outcome.RefusedHost("localhost:" + port()));
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://", "http://127.0.0.1:x y/"})
  void copesWithARedirectToNowhere(String location) {
    on("/a", location.isEmpty() ? answer(302) : answer(302, "Location", location));

    assertThat(files.open(address("/a"))).isInstanceOf(Outcome.Unavailable.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void tellsThatAFileIsGone(int status) {
    on("/a", answer(status));

    assertThat(files.open(address("/a"))).isEqualTo(new Outcome.Gone());
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 206, 400, 403, 407, 429, 500, 503})
  void tellsEveryOtherStatusAndWhenToComeBack(int status) {
    on("/a", answer(status, "Retry-After", "17"));

    assertThat(files.open(address("/a")))
        .isEqualTo(
            new Outcome.Unavailable(
                "the file's host answered with HTTP status " + status, Duration.ofSeconds(17)));
  }

  @Test
  void tellsThatNobodyListens() throws IOException {
    URI nobody;
    try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + door.getLocalPort() + "/a");
    }
    DownloadHosts hosts = DownloadHosts.of(nobody.getAuthority());

    assertThat(new JobFile(hosts, GAP, Limits.USUAL).open(nobody))
        .isEqualTo(new Outcome.Unavailable("no connection to the file's host", null));
  }

  @Test
  void tellsThatTheListedNameLeadsNowhere() {
    DownloadHosts hosts =
        DownloadHosts.of(
            "files.example",
            host -> {
              throw new UnknownHostException(host);
            });

    assertThat(new JobFile(hosts, GAP, Limits.USUAL).open(URI.create("http://files.example/a")))
        .isEqualTo(new Outcome.Unavailable("the file's host has no address", null));
  }

  @Test
  void tellsThatTheConnectionBrokeBeforeTheAnswer() throws IOException {
    on("/a", file(ROWS, "text/xml"));
    try (FaultProxy proxy = proxy(new FaultProxy.Mode.Reset())) {
      assertThat(through(proxy).open(proxy.uri().resolve("/a")))
          .isEqualTo(new Outcome.Unavailable("the connection to the file's host broke", null));
    }
  }

  @Test
  void waitsForTheFirstByteAsLongAsItMay() {
    on("/a", exchange -> await());
    long start = System.nanoTime();

    assertThat(files.open(address("/a"))).isEqualTo(new Outcome.TimedOut());
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(GAP, GAP.multipliedBy(10));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void throwsWhenTheBodyStopsArrivingAndClosesAtOnce(boolean chunked) throws IOException {
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
      assertThatThrownBy(body::readAllBytes).isInstanceOf(SocketTimeoutException.class);
      closing = System.nanoTime();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - closing)).isLessThan(GAP);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void throwsWhenTheNetworkCutsTheBody(boolean chunked) throws IOException {
    byte[] first = gzip(noise(60_000));
    byte[] packed = joined(first, gzip(noise(60_000)));
    // the second cut lies exactly between two members
    for (int cutAt : new int[] {50_000, first.length}) {
      String path = "/" + cutAt;
      on(path, file(packed, "application/gzip", chunked));
      int head = headLength(path);
      try (FaultProxy proxy = proxy(new FaultProxy.Mode.CutAfter(head + cutAt))) {
        Outcome outcome = through(proxy).open(proxy.uri().resolve(path));
        try (InputStream body = ((Outcome.Open) outcome).body()) {
          assertThatThrownBy(body::readAllBytes)
              .isInstanceOf(IOException.class)
              .isNotInstanceOf(UnreadableException.class);
        }
      }
    }
  }

  @Test
  void throwsUnreadableForAGzipThatWasCutOrDamagedAtItsSource() throws IOException {
    byte[] packed = gzip(noise(100_000));
    on("/cut", file(Arrays.copyOf(packed, 50_000), "application/gzip"));
    byte[] damaged = packed.clone();
    damaged[packed.length - 6] ^= 1;
    on("/damaged", file(damaged, "application/gzip"));

    assertThatThrownBy(() -> read(files, "/cut"))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("the file's gzip ends early, at byte 50000");
    assertThatThrownBy(() -> read(files, "/damaged"))
        .isInstanceOf(UnreadableException.class)
        .hasMessageStartingWith("the file's gzip is damaged");
  }

  @Test
  void blamesTheNetworkWhereOnlyTheClosedConnectionEndsTheBody() throws IOException {
    byte[] packed = gzip(noise(100_000));
    try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      threads.execute(() -> answerWithoutLength(door, Arrays.copyOf(packed, 50_000)));
      String host = "127.0.0.1:" + door.getLocalPort();
      JobFile from = new JobFile(DownloadHosts.of(host), GAP, Limits.USUAL);

      Outcome outcome = from.open(URI.create("http://" + host + "/a"));
      try (InputStream body = ((Outcome.Open) outcome).body()) {
        assertThatThrownBy(body::readAllBytes)
            .isExactlyInstanceOf(IOException.class)
            .hasMessage("the file's gzip ends early, at byte 50000");
      }
    }
  }

  private static void answerWithoutLength(ServerSocket door, byte[] body) {
    try (Socket socket = door.accept()) {
      byte[] request = new byte[4_096];
      assertThat(socket.getInputStream().read(request)).isPositive();
      socket.getOutputStream().write("HTTP/1.0 200 OK\r\n\r\n".getBytes(UTF_8));
      socket.getOutputStream().write(body);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  @Test
  void pinsTheUsualLimits() {
    assertThat(Limits.USUAL).isEqualTo(new Limits(268_435_456L, 1_073_741_824L));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsUpToTheLimitsAndNotOneByteMore(boolean chunked) throws IOException {
    byte[] plain = noise(10_000);
    byte[] packed = gzip(plain);
    on("/packed", file(packed, "application/gzip", chunked));
    on("/plain", file(plain, "text/xml", chunked));

    assertThat(read(files(new Limits(packed.length, plain.length)), "/packed")).isEqualTo(plain);
    assertThat(read(files(new Limits(plain.length, plain.length)), "/plain")).isEqualTo(plain);
    assertThatThrownBy(() -> read(files(new Limits(packed.length - 1, 1 << 20)), "/packed"))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("the file as it comes has more than %d bytes", packed.length - 1);
    assertThatThrownBy(() -> read(files(new Limits(1 << 20, plain.length - 1)), "/packed"))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("the file has more than 9999 bytes");
    assertThatThrownBy(() -> read(files(new Limits(1 << 20, plain.length - 1)), "/plain"))
        .isInstanceOf(UnreadableException.class);
  }

  @Test
  void endsAGzipBombWithLittleMemory() throws IOException {
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
  void endsTheConnectionWhenItIsClosedHalfRead() throws Exception {
    CountDownLatch noticed = new CountDownLatch(1);
    on(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            while (over.getCount() > 0) {
              exchange.getResponseBody().write(ROWS);
            }
          } catch (IOException gone) {
            noticed.countDown();
            throw gone;
          }
        });
    try (InputStream body = open("/endless")) {
      assertThat(body.readNBytes(1_000)).hasSize(1_000);
    }
    noticed.await();
    assertThat(noticed.getCount()).isZero();
  }

  private JobFile files(Limits limits) {
    return new JobFile(DownloadHosts.of("127.0.0.1:" + port()), GAP, limits);
  }

  private static JobFile through(FaultProxy proxy) {
    return new JobFile(DownloadHosts.of(proxy.uri().getAuthority()), GAP, Limits.USUAL);
  }

  private FaultProxy proxy(FaultProxy.Mode mode) throws IOException {
    FaultProxy proxy = FaultProxy.before("127.0.0.1", server.getAddress().getPort());
    proxy.mode(mode);
    return proxy;
  }

  private InputStream open(String path) {
    Outcome outcome = files.open(address(path));
    assertThat(outcome).isInstanceOf(Outcome.Open.class);
    return ((Outcome.Open) outcome).body();
  }

  private byte[] read(JobFile from, String path) throws IOException {
    Outcome outcome = from.open(address(path));
    assertThat(outcome).isInstanceOf(Outcome.Open.class);
    try (InputStream body = ((Outcome.Open) outcome).body()) {
      return body.readAllBytes();
    }
  }

  private String port() {
    return Integer.toString(server.getAddress().getPort());
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  /** The bytes before the body, as the server sends them. */
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

  private void on(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          requests.add(exchange.getRequestHeaders());
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          try (exchange) {
            handler.handle(exchange);
          }
        });
  }

  private static HttpHandler answer(int status, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      exchange.sendResponseHeaders(status, -1);
    };
  }

  private static HttpHandler file(byte[] bytes, String type) {
    return file(bytes, type, false);
  }

  private static HttpHandler file(byte[] bytes, String type, boolean chunked) {
    return exchange -> {
      exchange.getResponseHeaders().add("Content-Type", type);
      exchange.sendResponseHeaders(200, chunked ? 0 : bytes.length == 0 ? -1 : bytes.length);
      write(exchange, bytes);
    };
  }

  private static void write(HttpExchange exchange, byte[] bytes) throws IOException {
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private void await() {
    try {
      over.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static Set<String> names(Headers headers) {
    return headers.keySet().stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
