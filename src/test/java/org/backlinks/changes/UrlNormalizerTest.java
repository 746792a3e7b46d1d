package org.backlinks.changes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlNormalizerTest {
  @ParameterizedTest
  @CsvSource({
    "http://a.example/x, https://a.example/x",
    "http://a.example/x, HTTP://A.Example/x",
    "http://a.example/x, a.example/x",
    "http://a.example/x, z39.50+a-b://a.example/x",
    "http://a.example/x, http://a.example:80/x",
    "http://a.example/x, https://a.example:443/x",
    "http://a.example/x, http://a.example:/x",
    "http://a.example/x, http://a.example/x#part",
    "http://a.example/, http://a.example",
    "http://a.example/, http://a.example#part",
    "http://a.example/?q, http://a.example?q",
    "http://bücher.example/, http://xn--bcher-kva.example/",
    "http://BÜCHER.example/, http://xn--bcher-kva.example/",
    "http://straße.example/, http://STRAßE.example/",
    "http://[::1]:80/, http://[::1]/",
    "http://u@a.example/, https://u@A.example:443",
    "http://a_b.example/, http://A_B.example/",
  })
  void urlsAreEqual(String first, String second) {
    assertThat(identity(first)).isEqualTo(identity(second));
  }

  @ParameterizedTest
  @CsvSource({
    "http://a.example/x, http://a.example/X",
    "http://a.example/x, http://a.example/x?",
    "http://a.example/?q, http://a.example/?Q",
    "http://a.example/x?a#b, http://a.example/x?a%23b",
    "http://a.example/x, http://a.example:8080/x",
    "http://a.example/x, http://a.example:443/x",
    "https://a.example/x, https://a.example:80/x",
    "http://a.example/x, http://b.example/x",
    "http://a.example/%7Ex, http://a.example/~x",
    "http://a.example/x, 1http://a.example/x",
    "http://a.example/x, http:/a.example/x",
    "http://u@a.example/, http://U@a.example/",
    "http://a.example/x/, http://a.example/x",
    "http://www.a.example/, http://a.example/",
    "http://a.example//, http://a.example/",
    "http://a.example/x?y/, http://a.example/x?y",
    "http://a.example:80:80/, http://a.example:80/",
    "http://a.example:800000/, http://a.example/",
  })
  void urlsDiffer(String first, String second) {
    assertThat(identity(first)).isNotEqualTo(identity(second));
  }

  @ParameterizedTest
  @CsvSource({
    "http://a.example/x, https://www.a.example/x/",
    "http://a.example/, http://WWW.a.example",
    "http://a.example/x?q, http://a.example/x/?q",
    "http://a.example:8080/x, http://www.a.example:8080/x",
    "http://u@a.example/x, http://u@www.a.example/x",
  })
  void spellingsShareOneText(String first, String second) {
    assertThat(text(first)).isEqualTo(text(second));
    assertThat(identity(first)).isNotEqualTo(identity(second));
  }

  @ParameterizedTest
  @CsvSource({
    "http://a.example/x/, http://a.example/x//",
    "http://www.a.example/, http://www.www.a.example/",
    "http://a.example/www.x, http://a.example/x",
    "http://a.example/?q/, http://a.example/?q",
    "http://w.a.example/, http://a.example/",
  })
  void onlyOneSlashAndOneWwwAreSpelling(String first, String second) {
    assertThat(text(first).equals(text(second)) && spelling(first) == spelling(second)).isFalse();
    assertThat(text(first + "z")).isNotEqualTo(text(second + "z"));
  }

  @Test
  void anyTextIsAUrl() {
    for (String url :
        new String[] {"", "/", "#", "?", ":", "@", "://", "http://", "[", "www.", "é"}) {
      assertThat(identity(url)).isEqualTo(identity(url));
    }
    assertThat(identity("http://www./")).isNotEqualTo(identity("http://./"));
  }

  @Test
  void hostIsWhole() {
    UrlNormalizer urls = normalize("https://u@WWW.a.example:8080/x");
    assertThat(new String(urls.host(), 0, urls.hostLength(), UTF_8)).isEqualTo("www.a.example");
  }

  private static String identity(String url) {
    return spelling(url) + " " + text(url);
  }

  private static int spelling(String url) {
    return normalize(url).spelling();
  }

  private static String text(String url) {
    UrlNormalizer urls = normalize(url);
    return new String(urls.text(), 0, urls.length(), UTF_8);
  }

  private static UrlNormalizer normalize(String url) {
    byte[] delimited = ("<" + url + ">").getBytes(UTF_8);
    UrlNormalizer urls = new UrlNormalizer();
    urls.normalize(delimited, 1, delimited.length - 1);
    return urls;
  }
}
