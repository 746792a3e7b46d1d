package org.backlinks.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.text.Normalizer;
import java.util.List;

/** Writes arbitrary text as a cell of CSV. */
class CsvRowWriterFuzzTest {
  @FuzzTest
  void cellRoundTripsAndIsNeverFormula(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    String written = cell(text, PageFormat.CSV);
    assertThat(written).doesNotMatch("(?s)[\\t\\r].*");
    assertThat(Normalizer.normalize(written, Normalizer.Form.NFKC))
        .doesNotMatch("(?s)[\\s\\p{Z}\\p{Cc}\\p{Cf}]*[=+@\\x{2212}-].*");
    assertThat(written.equals(text) || written.equals("'" + text)).isTrue();
    assertThat(cell(text, PageFormat.EXCEL_CSV)).isEqualTo(written);
    assertThat(cell(text, PageFormat.RAW_CSV)).isEqualTo(text);
  }

  private static String cell(String text, PageFormat format) {
    byte[] utf8 = text.getBytes(UTF_8);
    ResponseBuffer out = new ResponseBuffer(16);
    RowWriter row = format.newRowWriter(out, TopicCounts.NONE);
    row.beginRow();
    row.writeString(FieldNames.NAME, utf8, 0, utf8.length);
    row.writeString(FieldNames.NAME, utf8, 0, utf8.length);
    row.endRow();
    List<List<String>> lines = Rfc4180Parser.parseLines(new String(out.toByteArray(), UTF_8));
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).hasSize(2);
    assertThat(lines.getFirst().getFirst()).isEqualTo(lines.getFirst().getLast());
    return lines.getFirst().getFirst();
  }
}
