package org.backlinks.majestic.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.backlinks.majestic.FakeUpstreamClient;
import org.backlinks.task.FakeTimeScheduler;
import org.backlinks.task.ThreadTaskScheduler;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HttpTransportTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration READ_TIME = Duration.ofSeconds(30);
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".getBytes(ISO_8859_1);

  private static KeyStore identity;
  private static KeyStore trusted;

  /** Makes the certificate of files.example, which is the only trusted one. */
  @BeforeAll
  static void makeIdentity(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("identity.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=files.example",
                "-ext",
                "SAN=dns:files.example",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    identity = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      identity.load(in, PASSWORD);
    }
    trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", identity.getCertificate("server"));
  }

  private static SSLContext context() throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(identity, PASSWORD);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static FakeHttpServer secureServer(FakeHttpServer.ConnectionHandler script)
      throws Exception {
    return new FakeHttpServer(
        context().getServerSocketFactory().createServerSocket(0, 10, LOOPBACK), script);
  }

  private static HttpTransport secureTransport() throws GeneralSecurityException {
    SSLSocketFactory factory = context().getSocketFactory();
    return new HttpTransport(TIMEOUT, System::nanoTime, new ThreadTaskScheduler(), () -> factory);
  }

  private static HttpTransport plainTransport(Duration timeout, LongSupplier clock) {
    return new HttpTransport(
        timeout, clock, new ThreadTaskScheduler(), FakeUpstreamClient::failingTlsFactory);
  }

  private static OutgoingRequest get(String uri) {
    return new OutgoingRequest("GET", URI.create(uri), Map.of(), "");
  }

  private static String body(IncomingResponse response) throws IOException {
    try (InputStream in = response.decodedBody()) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  @Test
  void tlsExchangeSendsServerNameAndVerifiesTheHost() throws Exception {
    List<SNIServerName> serverNames = new CopyOnWriteArrayList<>();
    try (FakeHttpServer server =
        secureServer(connection -> {
          ExtendedSSLSession session = (ExtendedSSLSession) ((SSLSocket) connection).getSession();
          serverNames.addAll(session.getRequestedServerNames());
          connection.getOutputStream().write(ANSWER);
        })) {
      OutgoingRequest request = get("https://files.example:" + server.port() + "/a?b=%20c");
      IncomingResponse response = secureTransport().send(request, List.of(LOOPBACK), READ_TIME);

      assertThat(body(response)).isEqualTo("hello");
      assertThat(serverNames).containsExactly(new SNIHostName("files.example"));
      assertThat(server.requests().getFirst().lines())
          .startsWith("GET /a?b=%20c HTTP/1.1", "Host: files.example:" + server.port());
    }
  }

  @Test
  void tlsExchangeFailsWhenTheCertificateNamesAnotherHost() throws Exception {
    try (FakeHttpServer server = secureServer(c -> c.getOutputStream().write(ANSWER))) {
      OutgoingRequest request = get("https://other.example:" + server.port() + "/");
      HttpTransport transport = secureTransport();

      assertThatThrownBy(() -> transport.send(request, List.of(LOOPBACK), READ_TIME))
          .isInstanceOf(RequestNotSentException.class);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void tlsExchangeFailsWhenTheCertificateIsUntrusted() throws Exception {
    try (FakeHttpServer server = secureServer(c -> c.getOutputStream().write(ANSWER))) {
      OutgoingRequest request = get("https://files.example:" + server.port() + "/");
      HttpTransport transport =
          new HttpTransport(
              TIMEOUT,
              System::nanoTime,
              new ThreadTaskScheduler(),
              () -> (SSLSocketFactory) SSLSocketFactory.getDefault());

      assertThatThrownBy(() -> transport.send(request, List.of(LOOPBACK), READ_TIME))
          .isInstanceOf(RequestNotSentException.class);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void tlsExchangeTimesOutWhenTheBodyStalls() throws Exception {
    CountDownLatch testEnd = new CountDownLatch(1);
    try (FakeHttpServer server =
        secureServer(connection -> {
          connection.getOutputStream().write(ANSWER, 0, ANSWER.length - 1);
          testEnd.await();
        })) {
      OutgoingRequest request = get("https://files.example:" + server.port() + "/");
      IncomingResponse response = secureTransport().send(request, List.of(LOOPBACK), READ_TIME);

      assertThatThrownBy(() -> body(response))
          .satisfies(
              e -> assertThat(ExceptionCauses.find(e, ReadTimeoutException.class)).isNotNull());
    }
  }

  @Test
  void requestIsSentToTheGivenAddress() throws Exception {
    try (FakeHttpServer server = FakeHttpServer.answering(ANSWER)) {
      OutgoingRequest request = get("http://no_such-name.invalid:" + server.port() + "/");
      HttpTransport transport = plainTransport(TIMEOUT, System::nanoTime);

      assertThat(body(transport.send(request, List.of(LOOPBACK), READ_TIME))).isEqualTo("hello");
      assertThat(server.requests().getFirst())
          .contains("\r\nHost: no_such-name.invalid:" + server.port() + "\r\n");
    }
  }

  @Test
  void nextAddressIsTriedWhenConnectionIsRefused() throws Exception {
    InetAddress other = InetAddress.ofLiteral("127.0.0.2");
    try (ServerSocket serverSocket = new ServerSocket(0, 10, other);
        FakeHttpServer server =
            new FakeHttpServer(
                serverSocket, connection -> connection.getOutputStream().write(ANSWER))) {
      OutgoingRequest request = get("http://files.example:" + server.port());
      HttpTransport transport = plainTransport(TIMEOUT, System::nanoTime);

      assertThat(body(transport.send(request, List.of(LOOPBACK, other), READ_TIME)))
          .isEqualTo("hello");
      assertThatThrownBy(() -> transport.send(request, List.of(LOOPBACK), READ_TIME))
          .isInstanceOf(RequestNotSentException.class);
    }
  }

  @Test
  void responseIsReadAfterAClockJump() throws Exception {
    AtomicLong frozen = new AtomicLong();
    List<CountDownLatch> clockReadings = new ArrayList<>(List.of(new CountDownLatch(8)));
    RunningClock clock =
        new RunningClock(
            new FakeTimeScheduler(() -> {
              clockReadings.getFirst().countDown();
              return System.nanoTime() + frozen.get();
            }));
    try (FakeHttpServer server =
        new FakeHttpServer(connection -> {
          frozen.addAndGet(Duration.ofHours(9).toNanos());
          clockReadings.getFirst().await();
          connection.getOutputStream().write(ANSWER, 0, ANSWER.length - 2);
          frozen.addAndGet(Duration.ofHours(9).toNanos());
          connection.getOutputStream().write(ANSWER, ANSWER.length - 2, 2);
        })) {
      HttpTransport transport = plainTransport(Duration.ofSeconds(20), clock);
      IncomingResponse response =
          transport.send(get("http://127.0.0.1:" + server.port()), List.of(LOOPBACK), READ_TIME);

      assertThat(body(response)).isEqualTo("hello");
    }
  }

  @Test
  void readTimeIncludesTheWaitForTheHead() throws Exception {
    AtomicLong nanos = new AtomicLong();
    CountDownLatch testEnd = new CountDownLatch(1);
    try (FakeHttpServer server =
        new FakeHttpServer(connection -> {
          nanos.set(READ_TIME.toNanos());
          connection.getOutputStream().write(ANSWER, 0, ANSWER.length - 2);
          testEnd.await();
        })) {
      IncomingResponse response =
          plainTransport(READ_TIME, nanos::get)
              .send(get("http://127.0.0.1:" + server.port()), List.of(LOOPBACK), READ_TIME);

      assertThatThrownBy(() -> body(response)).isInstanceOf(ReadTimeoutException.class);
      testEnd.countDown();
    }
  }

  @Test
  void readFailsWhenAnotherThreadClosesTheResponse() throws Exception {
    CountDownLatch connectionEnded = new CountDownLatch(1);
    try (FakeHttpServer server =
        new FakeHttpServer(connection -> {
          connection.getOutputStream().write(ANSWER, 0, ANSWER.length - 1);
          try {
            assertThat(connection.getInputStream().read()).isEqualTo(-1);
          } finally {
            connectionEnded.countDown();
          }
        })) {
      HttpTransport transport = plainTransport(Duration.ofHours(1), System::nanoTime);
      IncomingResponse response =
          transport.send(get("http://127.0.0.1:" + server.port()), List.of(LOOPBACK), READ_TIME);
      InputStream in = response.decodedBody();
      assertThat(in.readNBytes(4)).hasSize(4);
      Thread closing = Thread.ofVirtual().start(response::close);

      assertThatThrownBy(in::read).isInstanceOf(IOException.class);
      closing.join();
      connectionEnded.await();
      assertThat(connectionEnded.getCount()).isZero();
    }
  }
}
