package org.backlinks.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/** Any text in a cell of CSV. */
class CsvFuzzTest {
  private static final TopicCounts NONE = new TopicCounts(0, 0);

  @FuzzTest
  void aCellIsReadBackAndIsNoFormula(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    String shown = cell(text, Format.CSV);
    assertThat(shown).doesNotMatch("(?s)[=+@\\t\\r-].*");
    assertThat(shown.equals(text) || shown.equals("'" + text)).isTrue();
    assertThat(cell(text, Format.RAW_CSV)).isEqualTo(text);
  }

  private static String cell(String text, Format format) {
    byte[] utf8 = text.getBytes(UTF_8);
    Buffer out = new Buffer(16);
    Fields fields = format.fields(out, NONE);
    fields.startRow();
    fields.string(Names.NAME, utf8, 0, utf8.length);
    fields.string(Names.NAME, utf8, 0, utf8.length);
    fields.endRow();
    List<List<String>> lines = CsvText.lines(new String(out.toByteArray(), UTF_8));
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).hasSize(2);
    assertThat(lines.getFirst().getFirst()).isEqualTo(lines.getFirst().getLast());
    return lines.getFirst().getFirst();
  }
}
