package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class JsonEscapesTest {
  @Test
  void quotesBackslashesAndControlCharactersAreEscaped() {
    assertThat(escape("plain text, é 日")).isEqualTo("plain text, é 日");
    assertThat(escape("a\"b\\c")).isEqualTo("a\\\"b\\\\c");
    assertThat(escape("a\tb\nc\rd\be\ff")).isEqualTo("a\\tb\\nc\\rd\\be\\ff");
    assertThat(escape("\u0000\u001f\u007f")).isEqualTo("\\u0000\\u001F\u007f");
  }

  @Property
  void overheadIsNumberOfAddedBytes(
      @ForAll
          @StringLength(max = 40)
          @CharRange(from = '\0', to = 'z')
          @Chars({'"', '\\', 'é', '日'})
          String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int length = escape(text).getBytes(StandardCharsets.UTF_8).length;
    assertThat(JsonEscapes.overhead(utf8, 0, utf8.length)).isEqualTo(length - utf8.length);
  }

  @Property
  void onlyGivenRangeIsEscaped(@ForAll @StringLength(max = 40) @CharRange(to = 'z') String text) {
    byte[] quoted = ("\"" + text + "\"").getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[3 + JsonEscapes.MAX_LENGTH * quoted.length];
    int end = JsonEscapes.escapeInto(quoted, 1, quoted.length - 1, out, 3);
    assertThat(new String(out, 3, end - 3, StandardCharsets.UTF_8)).isEqualTo(escape(text));
  }

  private static String escape(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[JsonEscapes.MAX_LENGTH * utf8.length];
    int end = JsonEscapes.escapeInto(utf8, 0, utf8.length, out, 0);
    return new String(out, 0, end, StandardCharsets.UTF_8);
  }
}
