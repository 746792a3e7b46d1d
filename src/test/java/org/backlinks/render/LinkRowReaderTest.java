package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backlinks.render.ReportFixture.row;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.backlinks.snapshot.LinkColumn;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.task.ThreadTaskScheduler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkRowReaderTest {
  private static final int ROWS = 12_500;

  /** The numbers of the pieces of each read. */
  private final List<List<Integer>> reads = new CopyOnWriteArrayList<>();

  private Snapshot stored;
  private LinkRowReader reader;

  @BeforeEach
  @SuppressWarnings("unchecked")
  void store() throws IOException {
    Map<String, String>[] links =
        IntStream.range(0, ROWS)
            .mapToObj(number -> row("AnchorText", "link " + number))
            .toArray(Map[]::new);
    stored = new ReportFixture().withLinks(links).snapshot();
    Snapshot counted =
        new Snapshot(
            stored.manifest(),
            numbers -> {
              reads.add(numbers);
              return stored.source().get(numbers);
            });
    reader = newReader(counted);
  }

  private static LinkRowReader newReader(Snapshot snapshot) {
    return new LinkRowReader(
        snapshot, new LinkChunks(snapshot.manifest()), true, new ThreadTaskScheduler());
  }

  private String anchor(int row) throws IOException {
    LinkRowReader.Row found = reader.read(row);
    return String.valueOf(
        found.chunk().findColumn(LinkColumn.ANCHOR_TEXT.upstreamName()).cellText(found.index()));
  }

  @Test
  void rowsAreFoundInAnyOrder() throws IOException {
    for (int row : new int[] {0, 999, 1_000, ROWS - 1, 5_500, 0, 12_000, 999}) {
      assertThat(anchor(row)).isEqualTo("link " + row);
    }
  }

  @Test
  void chunksOfExpectedRowsAreReadOnce() throws IOException {
    int[] rows = {5, 17, 2_400, 2_900, 7_000, 3_100, 12_499, 9_000, 4_100, 6};
    reader.expect(IntStream.of(rows));
    for (int row : rows) {
      assertThat(anchor(row)).isEqualTo("link " + row);
    }
    assertThat(reads).containsExactlyInAnyOrder(List.of(0, 2, 7), List.of(3, 12, 9), List.of(4));
  }

  @Test
  void unexpectedRowIsReadAlone() throws IOException {
    reader.expect(IntStream.of(5, 2_400));
    assertThat(anchor(4_000)).isEqualTo("link 4000");
    assertThat(anchor(5)).isEqualTo("link 5");
    assertThat(anchor(2_400)).isEqualTo("link 2400");
    assertThat(reads).containsExactlyInAnyOrder(List.of(4), List.of(0, 2));
  }

  @Test
  void fewChunksAreKept() throws IOException {
    for (int round = 0; round < 2; round++) {
      for (int row = 0; row < ROWS; row += 1_000) {
        assertThat(anchor(row)).isEqualTo("link " + row);
      }
    }
    assertThat(reads).hasSizeGreaterThan(13);
    reads.clear();
    assertThat(anchor(12_000)).isEqualTo("link 12000");
    assertThat(reads).isEmpty();
  }

  @Test
  void damageIsThrownToWhoNeedsTheRow() {
    Snapshot damaged =
        new Snapshot(
            stored.manifest(),
            numbers -> {
              throw new IOException("a piece is missing");
            });
    LinkRowReader damagedReader = newReader(damaged);
    damagedReader.expect(IntStream.of(5));
    assertThatThrownBy(() -> damagedReader.read(5))
        .isInstanceOf(IOException.class)
        .hasMessage("a piece is missing");
  }
}
