package org.backlinks.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayTextTest {
  @Test
  void longTextIsCutAfterWholeCodePoint() {
    assertThat(DisplayText.of("a".repeat(200))).isEqualTo("a".repeat(200));
    assertThat(DisplayText.of("a".repeat(201))).isEqualTo("a".repeat(200) + "…");
    assertThat(DisplayText.of("😀".repeat(65_536))).isEqualTo("😀".repeat(200) + "…");
  }

  @Test
  void charactersThatChangeOtherTextAreReplaced() {
    assertThat(DisplayText.of("a\u202Eb\u2066c\u2069d")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd");
    assertThat(DisplayText.of("a\u0000b\u001Bc\uD83Dd\uFFFFe"))
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe");
    assertThat(DisplayText.of("a\r\nb\tc\u2028d")).isEqualTo("a  b c\uFFFDd");
    assertThat(DisplayText.of("שלום 漢字 👩‍👩‍👧")).isEqualTo("שלום 漢字 👩‍👩‍👧");
  }

  @Test
  void labelFitsItsWidth() {
    assertThat(DisplayText.fit("abcdef", 6)).isEqualTo("abcdef");
    assertThat(DisplayText.fit("abcdefg", 6)).isEqualTo("abcdef…");
    assertThat(DisplayText.fit("漢字かな", 6)).isEqualTo("漢字か…");
    assertThat(DisplayText.fit("WWWWWW", 6)).isEqualTo("WWWW…");
    assertThat(DisplayText.fit("e\u0301".repeat(6), 6)).isEqualTo("e\u0301".repeat(6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://a", "HTTPS://example.org/a?b=c#d", "https://例え.jp/é"})
  void addressOfHttpIsLink(String url) {
    assertThat(DisplayText.linkTarget(url)).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://",
        "https:///path",
        "//example.org/",
        "ftp://example.org/",
        "javascript:alert(1)",
        "JaVaScRiPt://example.org/%0aalert(1)",
        " http://example.org/",
        "data:text/html,x",
        "http://example.org/ b",
        "http://example.org/\nb",
        "http://example.org\\b",
        "http://example.org/\u202Eb",
        "http://example.org/\uD83D"
      })
  void otherAddressIsNoLink(String url) {
    assertThat(DisplayText.linkTarget(url)).isNull();
  }

  @Test
  void veryLongAddressIsNoLink() {
    String start = "http://example.org/";
    assertThat(DisplayText.linkTarget(start + "a".repeat(2_048 - start.length()))).isNotNull();
    assertThat(DisplayText.linkTarget(start + "a".repeat(2_049 - start.length()))).isNull();
    assertThat(DisplayText.linkTarget(null)).isNull();
  }
}
