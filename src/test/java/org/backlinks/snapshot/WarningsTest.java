package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;

class WarningsTest {
  private final Warnings warnings = new Warnings();

  @Test
  void cellsAreCountedPerColumnAndIssue() {
    warnings.countCells("A", "odd", 1);
    warnings.countCells("B", "odd", 1);
    warnings.countCells("A", "odd", 2);
    warnings.countCells("A", "cut", 1);
    assertThat(warnings.lines())
        .containsExactly("A: 3 cells odd", "B: 1 cell odd", "A: 1 cell cut");
  }

  @Test
  void zeroCountsAddNoLine() {
    warnings.countCells("A", "odd", 0);
    assertThat(warnings.lines()).isEmpty();
  }

  @Test
  void addedLinesAreUniqueAndBeforeCounts() {
    warnings.countCells("A", "odd", 1);
    warnings.add("no list");
    warnings.add("no list");
    assertThat(warnings.lines()).containsExactly("no list", "A: 1 cell odd");
  }

  @Test
  void linesAreLimitedToFifty() {
    for (int i = 0; i < 60; i++) {
      warnings.add("line " + i);
      warnings.countCells("Column " + i, "odd", 1);
    }
    assertThat(warnings.lines()).hasSize(50).startsWith("line 0", "line 1");
  }

  @Test
  void countsExceed32Bits() {
    Collections.nCopies(3, Integer.MAX_VALUE)
        .forEach(count -> warnings.countCells("A", "odd", count));
    assertThat(warnings.lines()).containsExactly("A: 6442450941 cells odd");
  }
}
