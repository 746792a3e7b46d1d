package org.backlinks.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.backlinks.snapshot.LinkCells;
import org.junit.jupiter.api.Test;

class FieldTuplesTest {
  private static final int NO_TEXT = ListRows.ABSENT;

  private final TextIds texts = new TextIds(1);
  private final FieldTuples tuples = new FieldTuples(texts, 1);

  private int text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return texts.idOf(utf8, 0, utf8.length);
  }

  private static int flags(int nofollow, boolean isDead) {
    return FieldTuples.flags(nofollow, LinkCells.FALSE, LinkCells.TRUE, LinkCells.UNKNOWN, isDead);
  }

  private int tuple(String anchor, int flags) {
    return tuples.idOf(text(anchor), text("type"), NO_TEXT, NO_TEXT, NO_TEXT, flags);
  }

  @Test
  void equalValuesHaveOneNumber() {
    int first = tuple("a", flags(LinkCells.TRUE, false));
    assertThat(tuple("a", flags(LinkCells.TRUE, false))).isEqualTo(first);
    assertThat(tuple("b", flags(LinkCells.TRUE, false))).isNotEqualTo(first);
    assertThat(tuple("a", flags(LinkCells.FALSE, false))).isNotEqualTo(first);
    assertThat(tuple("a", flags(LinkCells.TRUE, true))).isNotEqualTo(first);
  }

  @Test
  void textsOrderTuples() {
    // the later number has the earlier text
    int last = tuple("z", flags(LinkCells.TRUE, false));
    int first = tuple("a", flags(LinkCells.TRUE, false));
    int none = tuples.idOf(NO_TEXT, text("type"), NO_TEXT, NO_TEXT, NO_TEXT, 0);
    assertThat(tuples.byTexts().compare(first, last)).isNegative();
    assertThat(tuples.byTexts().compare(none, first)).isNegative();
    assertThat(tuples.byTexts().compare(first, first)).isZero();
  }

  @Test
  void longTextsDifferAfterTheirStart() {
    String start = "x".repeat(500);
    assertThat(text(start + "a")).isNotEqualTo(text(start + "b"));
    assertThat(text(start + "a")).isEqualTo(text(start + "a"));
    assertThat(text("x".repeat(127))).isNotEqualTo(text("x".repeat(128)));
  }

  @Test
  void unknownValueIsNoChange() {
    int known = tuple("a", flags(LinkCells.TRUE, false));
    int unknown =
        tuples.idOf(
            NO_TEXT, text("type"), text("s"), NO_TEXT, NO_TEXT, flags(LinkCells.UNKNOWN, false));
    assertThat(tuples.isChange(known, unknown)).isFalse();
    assertThat(tuples.isChange(unknown, known)).isFalse();
    assertThat(tuples.isChange(known, tuple("b", flags(LinkCells.TRUE, false)))).isTrue();
    assertThat(tuples.isChange(known, tuple("a", flags(LinkCells.FALSE, false)))).isTrue();
  }

  @Test
  void onlyLifeIsAChangeOfTheState() {
    int alive = tuple("a", flags(LinkCells.TRUE, false));
    int dead = tuple("a", flags(LinkCells.TRUE, true));
    assertThat(tuples.isChange(dead, alive)).isTrue();
    assertThat(tuples.isChange(alive, dead)).isFalse();
  }
}
