package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;

class WarningsTest {
  private final Warnings warnings = new Warnings();

  @Test
  void countsOneLineAColumnAndKind() {
    warnings.count("A", "odd", 1);
    warnings.count("B", "odd", 1);
    warnings.count("A", "odd", 2);
    warnings.count("A", "cut", 1);
    assertThat(warnings.lines())
        .containsExactly("A: 3 cells odd", "B: 1 cell odd", "A: 1 cell cut");
  }

  @Test
  void saysNothingOfNothing() {
    warnings.count("A", "odd", 0);
    assertThat(warnings.lines()).isEmpty();
  }

  @Test
  void saysTheSameOnlyOnceAndBeforeWhatItCounts() {
    warnings.count("A", "odd", 1);
    warnings.add("no list");
    warnings.add("no list");
    assertThat(warnings.lines()).containsExactly("no list", "A: 1 cell odd");
  }

  @Test
  void keepsAtMostFiftyLines() {
    for (int i = 0; i < 60; i++) {
      warnings.add("line " + i);
      warnings.count("Column " + i, "odd", 1);
    }
    assertThat(warnings.lines()).hasSize(50).startsWith("line 0", "line 1");
  }

  @Test
  void countsBeyondThirtyTwoBits() {
    Collections.nCopies(3, Integer.MAX_VALUE).forEach(many -> warnings.count("A", "odd", many));
    assertThat(warnings.lines()).containsExactly("A: 6442450941 cells odd");
  }
}
