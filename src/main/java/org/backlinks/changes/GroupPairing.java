package org.backlinks.changes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Pairs the rows of two lists that are, or may be, one link. The most similar rows are paired
 * first. Rows that are as similar are paired in the order of their states and texts, so that the
 * order of the rows decides nothing.
 */
final class GroupPairing {
  /**
   * A row that is to be paired.
   *
   * @param identity the number of its identity
   * @param spelling how its URLs are spelled
   * @param fields the number of the values of its fields
   */
  record Row(
      int number,
      int identity,
      int spelling,
      int fields,
      int anchorText,
      int linkType,
      boolean isDead,
      int firstIndexed) {}

  private static final Comparator<Row> BY_FIELDS = Comparator.comparingInt(Row::fields);
  private static final Comparator<Row> BY_ANCHOR_TEXT = Comparator.comparingInt(Row::anchorText);
  private static final Comparator<Row> BY_TYPE = Comparator.comparingInt(Row::linkType);

  /** What the two rows of a pair must have in common, from the most to nothing. */
  private static final List<Comparator<Row>> STEPS =
      List.of(
          BY_FIELDS, BY_ANCHOR_TEXT.thenComparing(BY_TYPE), BY_ANCHOR_TEXT, BY_TYPE, (_, _) -> 0);

  /**
   * The order of rows that are as similar. Living rows come first, because a living link that was
   * paired with a dead row would be lost.
   */
  private final Comparator<Row> order;

  GroupPairing(FieldTuples tuples) {
    this.order =
        Comparator.comparing(Row::isDead)
            .thenComparing(Row::fields, tuples.byTexts())
            .thenComparingInt(Row::spelling)
            .thenComparingInt(Row::firstIndexed);
  }

  /** Pairs as many rows as possible, and removes them from the lists. */
  void pairAll(List<Row> before, List<Row> after, BiConsumer<Row, Row> pairs) {
    for (Comparator<Row> step : STEPS) {
      pair(step, before, after, pairs);
    }
  }

  /** Pairs the rows whose fields are all equal, and removes them from the lists. */
  void pairEqual(List<Row> before, List<Row> after, BiConsumer<Row, Row> pairs) {
    pair(BY_FIELDS, before, after, pairs);
  }

  private void pair(
      Comparator<Row> step, List<Row> before, List<Row> after, BiConsumer<Row, Row> pairs) {
    if (before.isEmpty() || after.isEmpty()) {
      return;
    }
    before.sort(step.thenComparing(order));
    after.sort(step.thenComparing(order));
    List<Row> restBefore = new ArrayList<>();
    List<Row> restAfter = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < before.size() && j < after.size()) {
      int order = step.compare(before.get(i), after.get(j));
      if (order == 0) {
        pairs.accept(before.get(i++), after.get(j++));
      } else if (order < 0) {
        restBefore.add(before.get(i++));
      } else {
        restAfter.add(after.get(j++));
      }
    }
    restBefore.addAll(before.subList(i, before.size()));
    restAfter.addAll(after.subList(j, after.size()));
    before.clear();
    before.addAll(restBefore);
    after.clear();
    after.addAll(restAfter);
  }
}
