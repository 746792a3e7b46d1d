package org.backlinks.changes;

import static org.assertj.core.api.Assertions.assertThat;

import org.backlinks.question.ChangeKind;
import org.backlinks.question.Scope;
import org.junit.jupiter.api.Test;

class LinkChangeTest {
  private static LinkChange change(int beforeRow, int afterRow) {
    return new LinkChange(ChangeKind.LOST, null, Scope.URL, beforeRow, afterRow);
  }

  @Test
  void laterRowIsShownWhenThereIsOne() {
    assertThat(change(0, 0).showsBefore()).isFalse();
    assertThat(change(LinkChange.NO_ROW, 0).showsBefore()).isFalse();
    assertThat(change(0, LinkChange.NO_ROW).showsBefore()).isTrue();
  }

  @Test
  void onlyTwoRowsHaveDifferences() {
    assertThat(change(0, 0).hasTwoRows()).isTrue();
    assertThat(change(LinkChange.NO_ROW, 0).hasTwoRows()).isFalse();
    assertThat(change(0, LinkChange.NO_ROW).hasTwoRows()).isFalse();
  }
}
