package org.backlinks.majestic.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import org.backlinks.majestic.http.UnreadableException;
import org.backlinks.snapshot.CellType;
import org.backlinks.snapshot.ColumnTypes;

/** Parses any row with any columns: the first line has the names, the rest is the row. */
class PipeRowParserFuzzTest {
  @FuzzTest
  void rowIsParsedCompletelyOrNotAtAll(byte[] bytes) {
    String[] lines = new String(bytes, UTF_8).split("\n", 2);
    List<String> names;
    try {
      names = PipeRowParser.parseNames(lines[0], 499);
    } catch (UnreadableException tooManyColumns) {
      assertThat(lines[0].chars().filter(character -> character == '|').count()).isGreaterThan(498);
      return;
    }
    List<CellType> types = new ArrayList<>();
    names.forEach(name -> types.add(ColumnTypes.typeOf(name)));
    byte[] row = (lines.length == 2 ? lines[1] : "").getBytes(UTF_8);
    PipeRowParser parser = new PipeRowParser(types);
    if (parser.tryParse(row.clone(), 0, row.length)) {
      byte[] text = row.clone();
      int previousEnd = 0;
      for (int cell = 0; cell < names.size(); cell++) {
        int from = parser.cellStart(cell);
        assertThat(from).isBetween(previousEnd, row.length + 1);
        int length = parser.unescapeCell(text, cell);
        assertThat(from + length).isLessThanOrEqualTo(row.length + (length == 0 ? 1 : 0));
        previousEnd = from + length;
      }
    }
  }
}
