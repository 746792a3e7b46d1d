package org.backlinks.changes;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.backlinks.question.ChangeKind;
import org.backlinks.question.Scope;
import org.jspecify.annotations.Nullable;

/** Decides what happened to each link of one list. */
final class LinkClassifier {
  private final ComparedList before;
  private final ComparedList after;
  private final FieldTuples fields;
  private final Verdicts verdicts;
  private final DomainTally domains;
  private final RowPairs pairs;
  private final Map<ChangeKind, LinkChanges> changes = new EnumMap<>(ChangeKind.class);
  private final LinkChanges provenLosses = new LinkChanges();
  private int unchanged;
  private int goneBefore;
  private int goneAfter;

  private LinkClassifier(ComparedList before, ComparedList after, LinkNumbers numbers) {
    this.before = before;
    this.after = after;
    this.fields = numbers.fields();
    this.verdicts = new Verdicts(before, after);
    this.domains = new DomainTally(numbers.hosts());
    this.pairs = RowPairing.pair(before.rows(), after.rows(), numbers);
    for (ChangeKind kind : ChangeKind.values()) {
      changes.put(kind, new LinkChanges());
    }
  }

  /** Returns what happened to the links of a list. */
  static ListChanges classify(ComparedList before, ComparedList after, LinkNumbers numbers) {
    LinkClassifier classifier = new LinkClassifier(before, after, numbers);
    classifier.classifyRows();
    List<DomainChange> domains = classifier.domains.changes(classifier.scope());
    return new ListChanges(
        classifier.comparison(DomainCounts.of(domains)),
        classifier.changes,
        classifier.provenLosses,
        domains);
  }

  private void classifyRows() {
    for (int row = 0; row < after.rows().count(); row++) {
      int earlier = pairs.beforeOf(row);
      if (earlier == LinkChange.NO_ROW) {
        classifyLaterRow(row);
      } else {
        classifyPair(earlier, row);
      }
    }
    for (int row = 0; row < before.rows().count(); row++) {
      if (!pairs.isBeforePaired(row)) {
        classifyEarlierRow(row);
      }
    }
  }

  private void classifyLaterRow(int row) {
    ListRows rows = after.rows();
    if (rows.isDead(row)) {
      goneAfter++;
      return;
    }
    Verdicts.Verdict verdict =
        verdicts.ofLaterRow(pairs.hasDoubleBefore(row), rows.firstIndexed(row));
    add(verdict.kind(), verdict.evidence(), LinkChange.NO_ROW, row);
    domains.addLater(rows.host(row), verdict);
  }

  private void classifyEarlierRow(int row) {
    ListRows rows = before.rows();
    if (rows.isDead(row)) {
      goneBefore++;
      return;
    }
    Verdicts.Verdict verdict = verdicts.ofEarlierRow(pairs.hasDoubleAfter(row));
    add(verdict.kind(), verdict.evidence(), row, LinkChange.NO_ROW);
    domains.addEarlier(rows.host(row), verdict);
  }

  private void classifyPair(int earlier, int later) {
    boolean wasDead = before.rows().isDead(earlier);
    boolean isDead = after.rows().isDead(later);
    if (!wasDead && isDead) {
      add(ChangeKind.LOST, Evidence.REPORTED, earlier, later);
      domains.addEarlier(before.rows().host(earlier), Verdicts.REPORTED_LOSS);
      return;
    }
    if (!wasDead) {
      domains.addEarlier(before.rows().host(earlier), null);
    }
    if (!isDead) {
      domains.addLater(after.rows().host(later), null);
    }
    if (pairs.isMoved(later)) {
      add(ChangeKind.MOVED, null, earlier, later);
    } else if (fields.isChange(before.rows().fields(earlier), after.rows().fields(later))) {
      add(ChangeKind.CHANGED, null, earlier, later);
    } else {
      unchanged++;
    }
  }

  private void add(ChangeKind kind, @Nullable Evidence evidence, int earlier, int later) {
    LinkChanges list = evidence == Evidence.COMPLETE_LIST ? provenLosses : changesOf(kind);
    list.add(kind, evidence, scope(), number(before, earlier), number(after, later));
  }

  private static int number(ComparedList list, int row) {
    return row == LinkChange.NO_ROW ? LinkChange.NO_ROW : list.firstRow() + row;
  }

  private LinkChanges changesOf(ChangeKind kind) {
    LinkChanges list = changes.get(kind);
    if (list == null) {
      throw new IllegalStateException("each kind has a list");
    }
    return list;
  }

  private Scope scope() {
    return after.list().scope();
  }

  private ListComparison comparison(DomainCounts domainCounts) {
    LinkCounts counts =
        new LinkCounts(
            changesOf(ChangeKind.NEW).size(),
            changesOf(ChangeKind.APPEARED).size(),
            changesOf(ChangeKind.LOST).size(),
            provenLosses.size(),
            changesOf(ChangeKind.UNLISTED).size(),
            changesOf(ChangeKind.CHANGED).size(),
            changesOf(ChangeKind.MOVED).size(),
            unchanged,
            goneBefore,
            goneAfter);
    return new ListComparison(scope(), before.side(), after.side(), counts, domainCounts);
  }
}
