package org.backlinks.majestic.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FoldedTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Plain Text | plain text",
        "a%20b+c | a b c",
        "a%2520b | a b",
        "%2525252541 | a",
        "%2%35%34%31 | a",
        "100% of | 100% of",
        "%4 %zz % | %4 %zz %",
        "&lt;a&gt;&amp;&quot; | <a>&\"",
        "&amp;amp;amp; | &",
        "&#x41;&#66;&#X43; | abc",
        "&%61mp;x | &x",
        "&unknown; &#; &#xD800; &#x110000; | &unknown; &#; &#xd800; &#x110000;",
        "%C3%84%c3%a4Ä | äää",
        "stra%C3%9Fe STRASSE | strasse strasse",
        "; ;&; | ; ;&;"
      })
  void escapesAndCaseAreFolded(String raw, String folded) {
    assertThat(FoldedText.of(raw).text()).isEqualTo(folded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/a%20b?c=%E4&amp;d=%2525&e=ß+ŉ&#37;41",
        "http://example.com/%4é%c3",
        "http://example.com/ΑΣ/ὈΔΥΣΣΕΎΣ/İ/ı/ﬁ"
      })
  void everySpellingFoldsToTheSameText(String text) {
    String folded = FoldedText.of(text).text();
    String encoded = URLEncoder.encode(text, UTF_8);
    assertThat(FoldedText.of(encoded).text()).isEqualTo(folded);
    assertThat(FoldedText.of(URLEncoder.encode(encoded, UTF_8)).text()).isEqualTo(folded);
    assertThat(FoldedText.of(text.replace("&", "&amp;")).text()).isEqualTo(folded);
    assertThat(FoldedText.of(text.toUpperCase(Locale.ROOT)).text()).isEqualTo(folded);
    assertThat(FoldedText.of(text.toLowerCase(Locale.ROOT)).text()).isEqualTo(folded);
  }

  @Test
  void capitalsAreRemembered() {
    FoldedText folded = FoldedText.of("aB%43d");
    assertThat(folded.text()).isEqualTo("abcd");
    assertThat(folded.capitals().stream()).containsExactly(1, 2);
  }
}
