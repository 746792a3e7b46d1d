package org.backlinks.majestic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import org.backlinks.snapshot.CellType;
import org.backlinks.snapshot.Columns;

/** Any list of columns, and any row under it; the first line and the rest. */
class PipeRowFuzzTest {
  @FuzzTest
  void anyRowIsCutIntoItsCellsOrNotAtAll(byte[] bytes) {
    String[] lines = new String(bytes, UTF_8).split("\n", 2);
    List<String> names;
    try {
      names = PipeRow.names(lines[0], 499);
    } catch (UnreadableException tooMany) {
      assertThat(lines[0].chars().filter(one -> one == '|').count()).isGreaterThan(498);
      return;
    }
    List<CellType> types = new ArrayList<>();
    names.forEach(name -> types.add(Columns.typeOf(name)));
    char[] row = (lines.length == 2 ? lines[1] : "").toCharArray();
    PipeRow cutter = new PipeRow(types);
    if (cutter.cut(row.clone(), row.length)) {
      char[] text = row.clone();
      int last = 0;
      for (int cell = 0; cell < names.size(); cell++) {
        int from = cutter.from(cell);
        assertThat(from).isBetween(last, row.length + 1);
        int length = cutter.undouble(text, cell);
        assertThat(from + length).isLessThanOrEqualTo(row.length + (length == 0 ? 1 : 0));
        last = from + length;
      }
    }
  }
}
