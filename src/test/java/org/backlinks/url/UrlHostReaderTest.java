package org.backlinks.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlHostReaderTest {
  private final UrlHostReader reader = new UrlHostReader();

  private String read(String url) {
    byte[] bytes = url.getBytes(StandardCharsets.UTF_8);
    reader.read(bytes, 0, bytes.length);
    return host();
  }

  private String host() {
    return new String(reader.host(), 0, reader.hostLength(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "http://a.example/x, a.example",
    "HTTPS://WWW.A.Example?q, www.a.example",
    "svn+ssh://a.example#f, a.example",
    "a.example/http://b.example/, a.example",
    "1http://a.example/, 1http",
    "http://user:secret@a.example/, a.example",
    "http://x@y@a.example/, a.example",
    "http://a.example/x@b.example, a.example"
  })
  void hostIsBetweenUserAndPath(String url, String host) {
    assertThat(read(url)).isEqualTo(host);
  }

  @ParameterizedTest
  @CsvSource({
    "http://a.example:8080/, a.example, :8080",
    "a.example:, a.example, :",
    "http://a.example:x/, a.example:x, ''",
    "http://a:1:2/, a:1:2, ''",
    "http://[2001:DB8::1]:80/, [2001:db8::1], :80",
    "http://[2001:db8::1]/, [2001:db8::1], ''",
    "http://[2001:db8::1/, [2001:db8::1, ''"
  })
  void portHasOnlyDigitsAfterTheOnlyColon(String url, String host, String port) {
    assertThat(read(url)).isEqualTo(host);
    assertThat(url.substring(reader.portStart(), reader.pathStart())).isEqualTo(port);
  }

  @Test
  void partsAreFoundInsideALargerText() {
    byte[] text = "<http://me@A.example:80/x>http://b.example/".getBytes(StandardCharsets.UTF_8);
    reader.read(text, 1, 25);
    assertThat(host()).isEqualTo("a.example");
    assertThat(reader.authorityStart()).isEqualTo(8);
    assertThat(reader.hostStart()).isEqualTo(11);
    assertThat(reader.portStart()).isEqualTo(20);
    assertThat(reader.pathStart()).isEqualTo(23);
  }

  @ParameterizedTest
  @CsvSource({
    "http://BÜCHER.example/, xn--bcher-kva.example",
    "http://x.ü.example:80/, x.xn--tda.example",
    "http://STRAßE.de/, straße.de"
  })
  void hostIsInPunycodeWhenItsPunycodeIsCertain(String url, String host) {
    assertThat(read(url)).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http:///x", "/x", "?x", "http://user@/", "http://:80/"})
  void urlWithEmptyAuthorityHasNoHost(String url) {
    read("http://a.example/");
    read(url);
    assertThat(reader.hostLength()).isZero();
  }

  @Test
  void nextUrlReplacesTheHost() {
    String longHost = "x".repeat(1_000) + ".example";
    assertThat(read("http://" + longHost + "/")).isEqualTo(longHost);
    assertThat(read("http://ü.example/")).isEqualTo("xn--tda.example");
    assertThat(read("http://a.example/")).isEqualTo("a.example");
    assertThat(read("http://much-longer.example/")).isEqualTo("much-longer.example");
  }
}
