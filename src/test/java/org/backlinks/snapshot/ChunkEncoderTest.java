package org.backlinks.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkEncoderTest {
  private static final int ROWS = 100;
  private static final int NO_LEADER = 0;

  /** The stored properties of a column. */
  private record StoredColumn(String name, ColumnEncoding encoding, int leader) {}

  @Test
  void repeatedTextsAreStoredAsDictionary() throws CorruptChunkException {
    assertThat(stored(column("LinkType", i -> "Type" + i % 3)))
        .containsExactly(new StoredColumn("LinkType", ColumnEncoding.DICTIONARY, NO_LEADER));
  }

  @Test
  void newTextsInMostRowsAreStoredAsBackReferences() throws CorruptChunkException {
    assertThat(stored(column("SourceURL", i -> "http://example.org/" + i / 10 * 10 + i % 9)))
        .containsExactly(new StoredColumn("SourceURL", ColumnEncoding.BACK_REFERENCE, NO_LEADER));
  }

  @Test
  void numbersAreStoredWithoutTexts() throws CorruptChunkException {
    assertThat(stored(column("SourceTrustFlow", i -> Integer.toString(i * 7 - 5))))
        .containsExactly(new StoredColumn("SourceTrustFlow", ColumnEncoding.NUMBERS, NO_LEADER));
  }

  @Test
  void daysAreStoredWithoutTexts() throws CorruptChunkException {
    assertThat(stored(column("Date", i -> "2017-0" + (1 + i % 9) + "-1" + i % 10)))
        .containsExactly(new StoredColumn("Date", ColumnEncoding.DAYS, NO_LEADER));
  }

  @Test
  void columnKeepsTextsWhenOneCellIsNotValue() throws CorruptChunkException {
    assertThat(stored(column("Date", i -> i == 50 ? "never" : "2017-01-1" + i % 10)))
        .containsExactly(new StoredColumn("Date", ColumnEncoding.DICTIONARY, NO_LEADER));
    assertThat(stored(column("SourceTrustFlow", i -> i == 50 ? "07" : Integer.toString(i % 9))))
        .containsExactly(new StoredColumn("SourceTrustFlow", ColumnEncoding.DICTIONARY, NO_LEADER));
  }

  @Test
  void columnKeepsTextsWhenNumbersAreTooFarApart() throws CorruptChunkException {
    assertThat(stored(column("ACRank", i -> Long.toString(i % 2 == 0 ? Long.MIN_VALUE : 5))))
        .containsExactly(new StoredColumn("ACRank", ColumnEncoding.DICTIONARY, NO_LEADER));
  }

  @Test
  void determinedColumnFollowsLeaderWithFewestTexts() throws CorruptChunkException {
    assertThat(
            stored(
                column("Many", i -> "many " + i % 20),
                column("Few", i -> "few " + i % 10),
                column("Determined", i -> "determined " + i % 5),
                column("Free", i -> "free " + i % 7)))
        .extracting(StoredColumn::leader)
        .containsExactly(NO_LEADER, 1, 1, NO_LEADER);
    assertThat(
            stored(
                column("Many", i -> "many " + i % 21),
                column("Few", i -> "few " + i % 10),
                column("Determined", i -> "determined " + i % 5)))
        .extracting(StoredColumn::leader)
        .containsExactly(NO_LEADER, NO_LEADER, 2);
  }

  private static ColumnBuilder column(String name, IntFunction<String> cells) {
    ColumnBuilder column = new ColumnBuilder(name);
    IntStream.range(0, ROWS)
        .forEach(row -> {
          byte[] utf8 = cells.apply(row).getBytes(UTF_8);
          column.setCell(row, utf8, 0, utf8.length);
        });
    return column;
  }

  private static List<StoredColumn> stored(ColumnBuilder... columns) throws CorruptChunkException {
    ByteWriter codes = new ByteWriter(16);
    new ChunkEncoder(codes, new ByteWriter(16)).encode(ROWS, List.of(columns));
    ByteReader reader = new ByteReader(codes.array(), codes.size());
    assertThat(reader.readVarint()).isEqualTo(ROWS);
    int count = (int) reader.readVarint();
    List<StoredColumn> stored = new ArrayList<>();
    List<Integer> textCounts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = (int) reader.readVarint();
      String name = new String(codes.array(), reader.skip(length), length, UTF_8);
      ColumnEncoding encoding = ColumnEncoding.fromStoredNumber((int) reader.readVarint());
      int leader = (int) reader.readVarint();
      stored.add(new StoredColumn(name, encoding, leader));
      textCounts.add(skipTexts(reader, encoding));
      reader.readVarint();
      int width = (int) reader.readVarint();
      int codeCount = leader == NO_LEADER ? ROWS : textCounts.get(leader - 1) + 1;
      reader.readBits(new long[codeCount], codeCount, width);
    }
    assertThat(reader.remaining()).isZero();
    return stored;
  }

  /** Skips the lengths of the texts, or the smallest value. Returns the number of texts. */
  private static int skipTexts(ByteReader reader, ColumnEncoding encoding)
      throws CorruptChunkException {
    int texts = (int) reader.readVarint();
    if (!encoding.hasTexts()) {
      return 0;
    }
    for (int i = 0; i < texts; i++) {
      reader.readVarint();
    }
    return texts;
  }
}
