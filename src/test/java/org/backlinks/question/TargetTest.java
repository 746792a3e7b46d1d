package org.backlinks.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com",
        "www.example.com",
        "example.com/path",
        "example.com?q=1",
        "example.com:8080",
        "example.com:443",
        "http://example.com",
        "http://example.com/",
        "https://example.com/Path/With%20Percent/%7euser?Query=A%2fB&x=ü",
        "http://example.com:443/",
        "https://example.com:80/",
        "http://example.com:65535",
        "http://example.com//double//slash/../dots/./",
        "http://example.com/ümlaut/日本",
        "http://example.com/a@b",
        "example.com/a@b",
        "example.com?to=a@b:c",
        "example.com/http://other.org/",
        "http://example.com/[brackets]|pipe\"quote<>{}",
        "http://example.com/😀",
        "_dmarc.example.com",
        "under_score.example.com",
        "-odd-.example.com",
        "xn--bcher-kva.example",
        "xn--strae-oqa.de",
        "127.0.0.1",
        "255.255.255.255",
        "http://192.0.2.1:8080/",
        "[::1]",
        "http://[2001:db8::1]/",
        "http://[2001:db8::1]:8080/",
        "1.2.3.4.example.com",
        "4chan.org",
        "1.2.3.4a"
      })
  void canonicalTargetIsUnchanged(String canonical) {
    assertThat(Target.of(canonical).text()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "EXAMPLE.com, example.com",
    "Example.COM/Path, example.com/Path",
    "HTTP://Example.COM/Path, http://example.com/Path",
    "hTTpS://EXAMPLE.com, https://example.com"
  })
  void schemeAndHostAreLowerCased(String text, String canonical) {
    assertThat(Target.of(text).text()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com:80, http://example.com",
    "http://example.com:80/, http://example.com/",
    "http://example.com:0080/, http://example.com/",
    "https://example.com:443/x, https://example.com/x",
    "example.com:80, example.com",
    "example.com:80/x, example.com/x",
    "[::1]:80, [::1]",
    "http://example.com:08080, http://example.com:8080"
  })
  void defaultPortIsRemoved(String text, String canonical) {
    assertThat(Target.of(text).text()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "'http://example.com/#top', http://example.com/",
    "'http://example.com#top', http://example.com",
    "'example.com#top', example.com",
    "'example.com/a?b#c#d', example.com/a?b",
    "'http://example.com#user@host', http://example.com"
  })
  void fragmentIsRemoved(String text, String canonical) {
    assertThat(Target.of(text).text()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "example.com., example.com",
    "http://example.com./x, http://example.com/x",
    "127.0.0.1., 127.0.0.1",
    "example.com.:8080, example.com:8080"
  })
  void trailingRootDotIsRemoved(String text, String canonical) {
    assertThat(Target.of(text).text()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "bücher.example, xn--bcher-kva.example",
    "BÜCHER.example, xn--bcher-kva.example",
    "bu\u0308cher.example, xn--bcher-kva.example",
    "XN--BCHER-KVA.example, xn--bcher-kva.example",
    "http://пример.рф/путь, http://xn--e1afmkfd.xn--p1ai/путь",
    "例え。テスト, xn--r8jz45g.xn--zckzah",
    "ｅｘａｍｐｌｅ．ｃｏｍ, example.com",
    "ΟΔΌΣ.example, xn--pxavn9a.example",
    "xn--strae-oqa.bücher.example, xn--strae-oqa.xn--bcher-kva.example",
    "http://☃.net/, http://xn--n3h.net/",
    "ﬁsh.example, fish.example",
    "１２７.0.0.1, 127.0.0.1"
  })
  void hostIsConvertedToAscii(String text, String canonical) {
    assertThat(Target.of(text).text()).isEqualTo(canonical);
  }

  @Test
  void ipv6AddressIsWrittenInCanonicalForm() {
    assertThat(Target.of("http://[2001:DB8:0:0::0001]/").text()).isEqualTo("http://[2001:db8::1]/");
    assertThat(Target.of("[::FFFF:192.0.2.1]").text()).isEqualTo("[::ffff:c000:201]");
  }

  @Test
  void bareHostDiffersFromItsUrls() {
    assertThat(Target.of("h.org")).isNotEqualTo(Target.of("http://h.org"));
    assertThat(Target.of("http://h.org")).isNotEqualTo(Target.of("http://h.org/"));
    assertThat(Target.of("http://h.org/")).isNotEqualTo(Target.of("https://h.org/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "straße.de",
        "STRAẞE.de",
        "οδός.example",
        "نامه\u200cای.example",
        "ක්\u200dෂ.example",
        "http://faß.de/",
        "example.com.ß",
        "ӏ.example\u04C0.com",
        "שלוםa.example",
        "\uFFFD.example",
        "so\u00ADft.example"
      })
  void ambiguousHostIsRejectedWithPunycodeHint(String text) {
    assertThat(rejectionReason(text)).contains("punycode (xn--…)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://user:password@example.com/",
        "http://user@example.com",
        "http://@example.com",
        "user@example.com",
        "user:80@example.com",
        "mailto:someone@example.com",
        "http://example.com:80@evil.example/"
      })
  void userInfoIsRejected(String text) {
    assertThat(rejectionReason(text)).contains("user name or password");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.com/",
        "javascript:alert(1)",
        "javascript://example.com/%0aalert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ws://example.com",
        "mailto:x.example.com",
        "http:example.com",
        "http:/example.com",
        "https:example.com:443",
        "a.b://c.example"
      })
  void otherSchemesAreRejected(String text) {
    assertThat(rejectionReason(text))
        .contains("must start with http://, with https:// or with the host");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " example.com",
        "example.com ",
        "http://example.com/a b",
        "http://example.com/a\tb",
        "http://example.com/\r\nX: y",
        "http://example.com/\0",
        "http://example.com/\u007f",
        "http://example.com/\u0085",
        "http://example.com/\u00a0",
        "http://example.com/\u2028",
        "exam\u3000ple.com",
        "http://example.com/#a b"
      })
  void spacesAndControlCharactersAreRejected(String text) {
    assertThat(rejectionReason(text)).contains("spaces or control characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://example.com\\@evil.example", "http:\\\\example.com", "a.b/c\\d"})
  void backslashesAreRejected(String text) {
    assertThat(rejectionReason(text)).contains("backslashes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "http://localhost/", "com", "com.", "http://localhost:8080", "日本"})
  void hostWithoutDotIsRejected(String text) {
    assertThat(rejectionReason(text)).contains("a dot in it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://",
        "https:///path",
        "/path",
        "?q",
        "#f",
        "//example.com/",
        ".",
        ":80",
        "::1",
        "::1]"
      })
  void targetWithoutHostIsRejected(String text) {
    assertThat(rejectionReason(text)).contains("must have a host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a..b", ".example.com", "example.com..", "http://..", "a。。b"})
  void emptyHostLabelIsRejected(String text) {
    assertThat(rejectionReason(text)).contains("empty parts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exa%6dple.com",
        "exam!ple.com",
        "exa,mple.com",
        "*.example.com",
        "example.com&x.y",
        "exa／mple.com",
        "℀.example.com",
        "http://<b>.com",
        "a.b;c"
      })
  void invalidHostCharactersAreRejected(String text) {
    assertThat(rejectionReason(text)).contains("letters, digits, hyphens");
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com:/, http://example.com/",
    "https://example.com:/, https://example.com/",
    "http://example.com:, http://example.com",
    "HTTPS://EXAMPLE.com:#x, https://example.com",
    "http://example.com:?q=1, http://example.com?q=1",
    "http://example.com.:/a:, http://example.com/a:",
    "example.com:, example.com",
    "example.com:/path, example.com/path",
    "http://192.0.2.1:/, http://192.0.2.1/",
    "http://[2001:db8::1]:/, http://[2001:db8::1]/",
    "[2001:db8::1]:, [2001:db8::1]"
  })
  void emptyPortIsTreatedAsDefaultPort(String text, String canonical) {
    assertThat(Target.of(text).text()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com:0",
        "example.com:65536",
        "example.com:99999999999",
        "example.com:http",
        "example.com:-1",
        "example.com:8a",
        "example.com:８０",
        "example.com:1:2",
        "example.com::",
        "[::1]:0"
      })
  void invalidPortIsRejected(String text) {
    assertThat(rejectionReason(text)).contains("port from 1 to 65535");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.3",
        "1.2.3.256",
        "1.2.3.4.5",
        "01.2.3.4",
        "0x7f.0.0.0x1",
        "999.1",
        "example.1",
        "1.2.3.04"
      })
  void malformedIpv4AddressIsRejected(String text) {
    assertThat(rejectionReason(text)).contains("IPv4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[1.2.3.4]", "[fe80::1%25eth0]"})
  void malformedIpv6AddressIsRejected(String text) {
    assertThat(rejectionReason(text)).contains("IPv6");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[::1", "[::1]x", "http://[::1]x:80/", "a[b].c", "[[::1]]"})
  void misplacedBracketsAreRejected(String text) {
    assertThat(rejectionReason(text)).contains("must have a legal host");
  }

  @Test
  void unpairedSurrogateIsRejected() {
    assertThat(rejectionReason("http://example.com/\uD83D")).contains("surrogate");
    assertThat(rejectionReason("http://example.com/\uDE00\uD83D")).contains("surrogate");
  }

  @Test
  void emptyTargetIsRejected() {
    assertThat(rejectionReason("")).contains("must not be empty");
  }

  @Test
  void labelOf63AndHostOf253CharactersAreAccepted() {
    String label = "a".repeat(63);
    assertThat(Target.of(label + ".com").text()).isEqualTo(label + ".com");
    assertThat(rejectionReason(label + "a.com")).contains("at most 63");
    String host = (label + ".").repeat(3) + "a".repeat(61);
    assertThat(Target.of(host).text()).hasSize(253);
    assertThat(Target.of(host + ".").text()).hasSize(253);
    assertThat(rejectionReason(host + "a")).contains("at most 253");
  }

  @Test
  void targetOf2048CodePointsIsAccepted() {
    String url = "http://example.com/";
    assertThat(Target.of(url + "a".repeat(2048 - url.length())).text()).hasSize(2048);
    assertThat(Target.of(url + "😀".repeat(2048 - url.length())).text()).hasSizeGreaterThan(2048);
    assertThat(rejectionReason(url + "a".repeat(2049 - url.length()))).contains("at most 2048");
  }

  @Test
  void targetIsRejectedWhenCanonicalFormIsTooLong() {
    String url = "http://bücher.example/";
    assertThat(rejectionReason(url + "a".repeat(2048 - url.length()))).contains("at most 2048");
  }

  private static String rejectionReason(String text) {
    return catchIllegalArgumentException(() -> Target.of(text)).getMessage();
  }
}
