package org.backlinks.majestic.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.backlinks.majestic.http.UnreadableException;
import org.backlinks.snapshot.FakeChunkStore;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.backlinks.snapshot.TableFixture;
import org.junit.jupiter.api.Test;

class XmlTableReaderTest {
  private final FakeChunkStore chunks = new FakeChunkStore();
  private final SnapshotBuilder snapshot = new SnapshotBuilder(chunks);

  @Test
  void tableIsReadWithItsAttributesAndRows() throws IOException {
    Table table =
        read(
            "<T NAME='URL' headers='A|B||C' RowsCount='9' Size='2'><Row>1|2</Row><Row>3|4</Row></T>");
    assertThat(table.name()).isEqualTo("URL");
    assertThat(table.attributes()).isEqualTo(Map.of("Size", "2"));
    assertThat(rows(table))
        .containsExactly(Map.of("A", "1", "B|C", "2"), Map.of("A", "3", "B|C", "4"));
  }

  @Test
  void rowsAreReadAlikeWithAndWithoutTheParser() throws IOException {
    Table table =
        read(
            "<T Headers='A|B'><Row>a&amp;|\u05d0</Row><Row >a&amp;|\u05d0</Row>"
                + "<row><![CDATA[a&|\u05d0]]></row><Other><Row>x|y</Row></Other>"
                + "<Row>a&#38;|&#x5d0;</Row></T>");
    assertThat(rows(table)).hasSize(4).containsOnly(Map.of("A", "a&", "B", "\u05d0"));
  }

  @Test
  void rowAfterAnEmptyTableIsNotRead() throws IOException {
    String document = "<R><T Headers='A'/><Row>x</Row></R>";
    try (XmlElementReader xml =
        new XmlElementReader(PiecewiseInputStream.ofSingleBytes(document))) {
      xml.moveToRoot();
      assertThat(xml.moveToChild()).isTrue();
      XmlTableReader.read(xml, snapshot).finish();
      assertThat(snapshot.tables().getFirst().rowCount()).isZero();
      assertThat(xml.moveToChild()).isTrue();
      assertThat(xml.isElement("Row")).isTrue();
    }
  }

  @Test
  void repeatedNameBindsToAColumnOfItsOwn() throws IOException {
    Table table = read("<T Headers='A|a|B|A'><Row>1|2|3|4</Row></T>");
    assertThat(rows(table)).containsExactly(Map.of("A", "1", "A 2", "2", "B", "3", "A 3", "4"));
  }

  @Test
  void damagedRowIsKeptAsAWhole() throws IOException {
    Table table = read("<T Headers='A|B'><Row>1</Row><Row>1|2</Row><Row >1|2|3&amp;</Row></T>");
    assertThat(rows(table))
        .containsExactly(
            Map.of("DamagedRow", "1"), Map.of("A", "1", "B", "2"), Map.of("DamagedRow", "1|2|3&"));
    assertThat(snapshot.warnings().lines())
        .containsExactly(
            "DamagedRow: 2 cells kept as the whole row, which can't be cut into cells");
  }

  @Test
  void tableHasAMaximumNumberOfColumns() throws IOException {
    String names = String.join("|", IntStream.range(0, 499).mapToObj(i -> "C" + i).toList());
    String cells = String.join("|", Collections.nCopies(499, "x"));
    Table table = read("<T Headers='" + names + "'><Row>" + cells + "</Row><Row>y</Row></T>");
    assertThat(rows(table).getFirst()).hasSize(499).containsEntry("C498", "x");
    assertThat(rows(table).getLast()).isEqualTo(Map.of("DamagedRow", "y"));
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> read("<T Headers='" + names + "|D'></T>"))
        .withMessage("a table has more than 499 columns");
  }

  private Table read(String element) throws IOException {
    try (XmlElementReader xml = new XmlElementReader(PiecewiseInputStream.ofSingleBytes(element))) {
      xml.moveToRoot();
      XmlTableReader.read(xml, snapshot).finish();
      xml.moveToEnd();
    }
    return snapshot.tables().getLast();
  }

  private List<Map<String, String>> rows(Table table) throws IOException {
    return TableFixture.readRows(chunks, table);
  }
}
