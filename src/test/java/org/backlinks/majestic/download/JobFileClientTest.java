package org.backlinks.majestic.download;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.PasswordAuthentication;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.backlinks.local.majestic.FaultProxy;
import org.backlinks.majestic.download.JobFileClient.Limits;
import org.backlinks.majestic.download.JobFileClient.OpenResult;
import org.backlinks.url.DownloadHosts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JobFileClientTest extends JobFileFixture {
  @Test
  void requestHasNoCredentialsAndNoCookies() {
    on("/a", answer(302, "Location", "/b", "Set-Cookie", "session=1; Path=/"));
    on("/b", answer(200));

    open("/a?sig=x%2Fy");

    assertThat(requestLines).containsExactly("GET /a?sig=x%2Fy", "GET /b");
    for (Headers headers : requests) {
      assertThat(names(headers))
          .containsExactlyInAnyOrder(
              "accept", "accept-encoding", "connection", "host", "user-agent");
      assertThat(headers.getFirst("Accept-Encoding")).isEqualTo("identity");
      assertThat(headers.getFirst("User-Agent")).isEqualTo("Backlinks");
    }
  }

  @Test
  void requestHasNoPasswordWhenTheProcessHasAnAuthenticator() {
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

      assertThat(files.open(address("/a"), READ_TIME))
          .isEqualTo(
              new OpenResult.Unavailable("the file's host answered with HTTP status 401", null));
      assertThat(requests).hasSize(1);
      assertThat(names(requests.getFirst())).doesNotContain("authorization");
    } finally {
      Authenticator.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void threeRedirectsToListedHostsAreFollowed(int status) throws IOException {
    on("/a", answer(status, "Location", "b"));
    on("/b", answer(status, "Location", address("/c").toString()));
    on("/c", answer(status, "Location", "//127.0.0.1:" + port() + "/d e"));
    on("/d e", file(ROWS, "text/xml"));

    assertThat(read(files, "/a")).isEqualTo(ROWS);
    assertThat(requestLines).containsExactly("GET /a", "GET /b", "GET /c", "GET /d%20e");
  }

  @Test
  void fourthRedirectIsNotFollowed() {
    on("/a", answer(302, "Location", "/a"));

    assertThat(files.open(address("/a"), READ_TIME))
        .isEqualTo(
            new OpenResult.Unavailable("the file's address has more than 3 redirects", null));
    assertThat(requestLines).hasSize(4);
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
  void redirectToUnlistedHostIsRefused(String to, String host) {
    on("/a", answer(302, "Location", to.replace("%d", port())));
    on("/b", file(ROWS, "text/xml"));

    assertThat(files.open(address("/a"), READ_TIME))
        .isEqualTo(new OpenResult.HostNotAllowed(host.replace("%d", port())));
    assertThat(requestLines).containsExactly("GET /a");
  }

  @Test
  void unlistedHostIsRefusedWithoutARequest() {
    on("/a", file(ROWS, "text/xml"));
    URI elsewhere = URI.create("http://localhost:" + port() + "/a");

    assertThat(files.open(elsewhere, READ_TIME))
        .isEqualTo(new OpenResult.HostNotAllowed("localhost:" + port()));
    assertThat(requestLines).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://", "http://127.0.0.1:x y/"})
  void redirectWithoutValidLocationIsUnavailable(String location) {
    on("/a", location.isEmpty() ? answer(302) : answer(302, "Location", location));

    assertThat(files.open(address("/a"), READ_TIME)).isInstanceOf(OpenResult.Unavailable.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void missingFileIsNotFound(int status) {
    on("/a", answer(status));

    assertThat(files.open(address("/a"), READ_TIME)).isEqualTo(new OpenResult.NotFound());
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 206, 400, 403, 407, 429, 500, 503})
  void otherStatusIsUnavailableWithRetryAfter(int status) {
    on("/a", answer(status, "Retry-After", "17"));

    assertThat(files.open(address("/a"), READ_TIME))
        .isEqualTo(
            new OpenResult.Unavailable(
                "the file's host answered with HTTP status " + status, Duration.ofSeconds(17)));
  }

  @Test
  void fileIsUnavailableWhenConnectionIsRefused() throws IOException {
    URI unused;
    try (ServerSocket serverSocket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      unused = URI.create("http://127.0.0.1:" + serverSocket.getLocalPort() + "/a");
    }
    DownloadHosts hosts = DownloadHosts.parse(unused.getAuthority());

    assertThat(files(hosts, Limits.DEFAULT).open(unused, READ_TIME))
        .isEqualTo(new OpenResult.Unavailable("no connection to the file's host", null));
  }

  @Test
  void fileIsUnavailableWhenHostHasNoAddress() {
    DownloadHosts hosts =
        DownloadHosts.parse(
            "files.example",
            host -> {
              throw new UnknownHostException(host);
            });

    assertThat(files(hosts, Limits.DEFAULT).open(URI.create("http://files.example/a"), READ_TIME))
        .isEqualTo(new OpenResult.Unavailable("the file's host has no address", null));
  }

  @Test
  void fileIsUnavailableWhenConnectionBreaksBeforeTheHead() throws IOException {
    on("/a", file(ROWS, "text/xml"));
    try (FaultProxy proxy = proxy(new FaultProxy.Mode.Reset())) {
      assertThat(through(proxy).open(proxy.uri().resolve("/a"), READ_TIME))
          .isEqualTo(new OpenResult.Unavailable("the connection to the file's host broke", null));
    }
  }

  @Test
  void openTimesOutWhenNoByteArrives() {
    on("/a", exchange -> await());
    long start = System.nanoTime();

    assertThat(files.open(address("/a"), READ_TIME))
        .isEqualTo(new OpenResult.TimedOut("nothing arrived for 0 s"));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(GAP, GAP.multipliedBy(10));
  }

  @Test
  void defaultLimitsAreFixed() {
    assertThat(Limits.DEFAULT).isEqualTo(new Limits(268_435_456L, 1_073_741_824L));
  }

  private static Set<String> names(Headers headers) {
    return headers.keySet().stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
