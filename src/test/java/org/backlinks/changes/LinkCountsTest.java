package org.backlinks.changes;

import static org.assertj.core.api.Assertions.assertThat;

import org.backlinks.question.ChangeKind;
import org.junit.jupiter.api.Test;

class LinkCountsTest {
  @Test
  void eachKindHasItsCount() {
    LinkCounts counts = new LinkCounts(1, 2, 30, 4, 5, 6, 7, 8, 9, 10);
    assertThat(ChangeKind.values()).extracting(counts::of).containsExactly(1, 2, 34, 5, 6, 7);
  }
}
