package org.backlinks.changes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Finds the rows of two lists that are the same link: first those with the same URLs, then those
 * with another spelling of the same URLs.
 */
final class RowPairing {
  private final ListRows before;
  private final ListRows after;
  private final LinkNumbers numbers;
  private final GroupPairing groupPairing;
  private final RowPairs pairs;

  private RowPairing(ListRows before, ListRows after, LinkNumbers numbers) {
    this.before = before;
    this.after = after;
    this.numbers = numbers;
    this.groupPairing = new GroupPairing(numbers.fields());
    this.pairs = new RowPairs(before.count(), after.count());
  }

  /** Returns the pairs of two lists. */
  static RowPairs pair(ListRows before, ListRows after, LinkNumbers numbers) {
    RowPairing pairing = new RowPairing(before, after, numbers);
    pairing.pairByIdentity(numbers.identityCount());
    pairing.pairByPage();
    return pairing.pairs;
  }

  private void pairByIdentity(int identityCount) {
    RowGroups old = RowGroups.of(before.count(), identityCount, before::identity);
    RowGroups current = RowGroups.of(after.count(), identityCount, after::identity);
    for (int identity = 0; identity < identityCount; identity++) {
      int oldSize = old.size(identity);
      int currentSize = current.size(identity);
      if (oldSize == 1 && currentSize == 1 && numbers.hasUrls(identity)) {
        pairs.pair(old.row(identity, 0), current.row(identity, 0), false);
      } else if (oldSize > 0 && currentSize > 0) {
        pairIdentity(rows(old, identity, before), rows(current, identity, after));
      }
    }
  }

  private List<GroupPairing.Row> rows(RowGroups groups, int group, ListRows rows) {
    List<GroupPairing.Row> found = new ArrayList<>();
    for (int i = 0; i < groups.size(group); i++) {
      found.add(row(groups.row(group, i), rows));
    }
    return found;
  }

  private GroupPairing.Row row(int number, ListRows rows) {
    FieldTuples tuples = numbers.fields();
    int fields = rows.fields(number);
    return new GroupPairing.Row(
        number,
        rows.identity(number),
        numbers.spelling(rows.identity(number)),
        fields,
        tuples.anchorText(fields),
        tuples.linkType(fields),
        rows.isDead(number),
        rows.firstIndexed(number));
  }

  private void pairIdentity(List<GroupPairing.Row> old, List<GroupPairing.Row> current) {
    List<GroupPairing.Row> oldRest = new ArrayList<>(old);
    List<GroupPairing.Row> currentRest = new ArrayList<>(current);
    if (numbers.hasUrls(old.getFirst().identity())) {
      groupPairing.pairAll(oldRest, currentRest, this::addPair);
    } else {
      // without both URLs, rows that differ may be different links
      groupPairing.pairEqual(oldRest, currentRest, this::addPair);
    }
    Set<Integer> oldKinds = anchorTextsAndTypes(old);
    Set<Integer> currentKinds = anchorTextsAndTypes(current);
    for (GroupPairing.Row row : oldRest) {
      if (currentKinds.contains(anchorTextAndType(row))) {
        pairs.setDoubleAfter(row.number());
      }
    }
    for (GroupPairing.Row row : currentRest) {
      if (oldKinds.contains(anchorTextAndType(row))) {
        pairs.setDoubleBefore(row.number());
      }
    }
  }

  private Set<Integer> anchorTextsAndTypes(List<GroupPairing.Row> rows) {
    Set<Integer> kinds = new HashSet<>();
    rows.forEach(row -> kinds.add(anchorTextAndType(row)));
    return kinds;
  }

  private int anchorTextAndType(GroupPairing.Row row) {
    return numbers.fields().anchorTextAndType(row.fields());
  }

  private void addPair(GroupPairing.Row old, GroupPairing.Row current) {
    pairs.pair(old.number(), current.number(), old.identity() != current.identity());
  }

  private void pairByPage() {
    PairIds pages = new PairIds();
    int[] pageBefore = pages(before, pages, pairs::isBeforePaired);
    int[] pageAfter = pages(after, pages, pairs::isAfterPaired);
    RowGroups old = RowGroups.of(before.count(), pages.count(), row -> pageBefore[row]);
    RowGroups current = RowGroups.of(after.count(), pages.count(), row -> pageAfter[row]);
    for (int page = 0; page < pages.count(); page++) {
      if (old.size(page) > 0 && current.size(page) > 0) {
        groupPairing.pairAll(rows(old, page, before), rows(current, page, after), this::addPair);
      }
    }
  }

  /** Returns the number of the URLs, without their spelling, of each row without a pair. */
  private int[] pages(ListRows rows, PairIds pages, IntPredicate isPaired) {
    int[] found = new int[rows.count()];
    for (int row = 0; row < found.length; row++) {
      int identity = rows.identity(row);
      found[row] =
          isPaired.test(row) || !numbers.hasUrls(identity)
              ? ListRows.ABSENT
              : pages.idOf(numbers.sourcePage(identity), numbers.targetPage(identity));
    }
    return found;
  }
}
