package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backlinks.question.Scope;
import org.backlinks.report.Report;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.backlinks.summary.ReportSummary;
import org.junit.jupiter.api.Test;

class StreamedSummaryTest {
  private static final Chunk ROWS = new Chunk(0, List.of());

  private final Report held = CountingLimitTest.report(50_000, Set.of(Scope.URL));
  private final CountingLimit limit = new CountingLimit();

  private StreamedSummary open() {
    return new StreamedSummary(held, new SnapshotBuilder((number, bytes) -> {}), limit);
  }

  private boolean hasRoom() {
    int rows = limit.acquire(held);
    limit.release(rows);
    return rows > 0;
  }

  private Manifest emptyList() {
    Table list =
        new Table(
            "t",
            Table.Kind.LINKS,
            Scope.URL.wireName(),
            Map.of(),
            List.of(),
            0,
            List.of(),
            0,
            null);
    return new Manifest("GetTopBackLinks", Globals.NONE, List.of(list), List.of());
  }

  @Test
  void roomIsTakenByTheFirstRows() {
    try (StreamedSummary summary = open()) {
      assertThat(hasRoom()).isTrue();
      summary.observe(0, ROWS);
      summary.observe(0, ROWS);
      assertThat(hasRoom()).isFalse();
    }
    assertThat(hasRoom()).isTrue();
  }

  @Test
  void answerWithoutRowsNeedsNoRoom() {
    limit.acquire(held);
    try (StreamedSummary summary = open()) {
      ReportSummary counted = summary.finish(emptyList()).orElseThrow();
      assertThat(counted.lists()).hasSize(1);
    }
  }

  @Test
  void rowsWithoutRoomAreNotCounted() {
    limit.acquire(held);
    try (StreamedSummary summary = open()) {
      summary.observe(0, ROWS);
      assertThat(summary.finish(emptyList())).isEmpty();
    }
    assertThat(hasRoom()).isFalse();
  }
}
