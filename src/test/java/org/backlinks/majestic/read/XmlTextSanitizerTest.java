package org.backlinks.majestic.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.backlinks.majestic.read.XmlTextSanitizer.ReferenceHandling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XmlTextSanitizerTest {
  private final XmlTextSanitizer sanitizer = new XmlTextSanitizer();

  @ParameterizedTest
  @CsvSource({
    "tea, tea, tea",
    "a&amp;b&lt;&gt;&quot;&apos;, a&b<>\"'', a&amp;b&lt;&gt;&quot;&apos;",
    "&#65;&#x42;&#x1F375;, AB\ud83c\udf75, &#65;&#x42;&#x1F375;",
    "&#000000000000000000065;, A, &#000000000000000000065;",
    "x&#x1F;y, x\u001fy, x&#x1F;y",
    "x&#0;y, x\ufffdy, x\ufffdy",
    "&#xD83E;&#xDED6;, \ud83e\uded6, \ud83e\uded6",
    "&#xDED6;&#xD83E;, \ufffd\ufffd, \ufffd\ufffd",
    "&#xD83E;&amp;, \ufffd&, \ufffd&amp;",
    "x\u0001\ufffe\uffff, x\ufffd\ufffd\ufffd, x\ufffd\ufffd\ufffd",
    "\u05d0\ud83e\uded6\u0085, \u05d0\ud83e\uded6\u0085, \u05d0\ud83e\uded6\u0085"
  })
  void referencesAreResolvedOrKept(String written, String resolved, String unresolved)
      throws IOException {
    assertThat(sanitize(written, ReferenceHandling.RESOLVE)).isEqualTo(resolved.replace("''", "'"));
    assertThat(sanitize(written, ReferenceHandling.KEEP)).isEqualTo(unresolved);
  }

  @ParameterizedTest
  @CsvSource({"'a\r\nb\rc\n\td', 'a\nb\nc\n\td', 'a\r\nb\rc\n\td'", "'\r\r\n', '\n\n', '\r\r\n'"})
  void lineEndsAreNormalized(String written, String resolved, String unresolved)
      throws IOException {
    assertThat(sanitize(written, ReferenceHandling.RESOLVE)).isEqualTo(resolved);
    assertThat(sanitize(written, ReferenceHandling.KEEP)).isEqualTo(unresolved);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"&", "a & b", "&;", "&nbsp;", "&amp", "&#;", "&#x;", "&#xG;", "&#65", "&AMP;"})
  void ampersandWithoutReferenceStaysAndIsCounted(String written) throws IOException {
    assertThat(sanitize(written, ReferenceHandling.NONE)).isEqualTo(written);
    assertThat(sanitizer.replacedCount()).isZero();
    assertThat(sanitize(written, ReferenceHandling.RESOLVE)).isEqualTo(written);
    assertThat(sanitizer.replacedCount()).isEqualTo(1);
    assertThat(sanitize(written, ReferenceHandling.KEEP)).isEqualTo(written.replace("&", "&amp;"));
    assertThat(sanitizer.replacedCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "&#X0;, \ufffd",
    "&#0 a, \ufffd a",
    "&#x0a, &#x0a",
    "&#XD800;, \ufffd",
    "&#xFFFF, \ufffd",
    "&#X41;, &#X41;",
    "&#65 a, &#65 a"
  })
  void referenceToNoCharacterIsReplacedInOddSpellings(String written, String resolved)
      throws IOException {
    String text = written + " ";
    assertThat(sanitize(text, ReferenceHandling.RESOLVE)).isEqualTo(resolved + " ");
    assertThat(sanitize(text, ReferenceHandling.KEEP))
        .isEqualTo(resolved.replace("&", "&amp;") + " ");
    assertThat(sanitizer.replacedCount()).isEqualTo(2);
  }

  @Test
  void manyAmpersandsAreKept() throws IOException {
    String written = "&".repeat(100_000);
    assertThat(sanitize(written, ReferenceHandling.KEEP)).isEqualTo("&amp;".repeat(100_000));
    assertThat(sanitize(written, ReferenceHandling.RESOLVE)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"&#0;", "&#xD800;", "&amp;"})
  void referencesAreIgnoredInCdata(String written) throws IOException {
    assertThat(sanitize(written, ReferenceHandling.NONE)).isEqualTo(written);
    assertThat(sanitizer.replacedCount()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "tea, 3",
    "tea&, 3",
    "tea&am, 3",
    "tea&amp;, 8",
    "tea&#x1F, 3",
    "tea&#xDED6;, 11",
    "tea&#xD83E;, 3",
    "tea&#xD83E;&, 3",
    "tea&#xD83E;&#xDED, 3",
    "tea&#xD83E;&#xDED6;, 19",
    "tea&#xD83E;&#xDED6;&#x, 19",
    "tea&#xD83E;&#xDED6;&#xD83E;, 19",
    "tea&#xD83E;x&#x, 12",
    "tea&amp;&lt;&g, 12"
  })
  void safeCutPositionIsFound(String written, int cut) {
    byte[] bytes = ("é" + written).getBytes(UTF_8);
    assertThat(sanitizer.safeCutPosition(bytes, 2, bytes.length)).isEqualTo(cut + 2);
  }

  private String sanitize(String written, ReferenceHandling references) throws IOException {
    byte[] bytes = ("<" + written + ">").getBytes(UTF_8);
    sanitizer.sanitize(bytes, 1, bytes.length - 1, references);
    return new String(sanitizer.bytes(), 0, sanitizer.length(), UTF_8);
  }
}
