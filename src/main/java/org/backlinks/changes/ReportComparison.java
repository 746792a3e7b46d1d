package org.backlinks.changes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.backlinks.question.ChangeKind;
import org.backlinks.question.FieldError;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.report.LinkList;
import org.jspecify.annotations.Nullable;

/** Compares two ready reports. It reads both snapshots once. */
public final class ReportComparison {
  private static final String EQUAL = "must be the same in both reports";

  private final ComparedReport before;
  private final ComparedReport after;
  private final List<String> warnings = new ArrayList<>();
  private final List<ListChanges> lists = new ArrayList<>();

  private ReportComparison(ComparedReport before, ComparedReport after) {
    this.before = before;
    this.after = after;
  }

  /**
   * Compares two reports.
   *
   * @param before the earlier one
   * @throws IOException when a chunk can't be read
   */
  public static ComparisonResult compare(ComparedReport before, ComparedReport after)
      throws IOException {
    List<FieldError> errors = new ArrayList<>(differences(before.question(), after.question()));
    if (before.index().name() != after.index().name()
        && before.question().index() == after.question().index()) {
      errors.add(new FieldError("index", "must be the one that upstream used for both reports"));
    }
    if (!before.isAtOrBefore(after)) {
      errors.add(new FieldError("since", "must be the earlier one of the two reports"));
    }
    return errors.isEmpty()
        ? new ReportComparison(before, after).compareLists()
        : new ComparisonResult.NotComparable(errors);
  }

  /** Returns the fields that differ in two questions and must not; empty when there are none. */
  public static List<FieldError> differences(Question before, Question after) {
    List<FieldError> errors = new ArrayList<>();
    if (!before.target().equals(after.target())) {
      errors.add(new FieldError("target", EQUAL));
    }
    if (before.index() != after.index()) {
      errors.add(new FieldError("index", EQUAL));
    }
    if (!Objects.equals(before.maxPerDomain(), after.maxPerDomain())) {
      errors.add(new FieldError("maxPerDomain", EQUAL));
    }
    if (before.includeDeleted() != after.includeDeleted()) {
      errors.add(new FieldError("includeDeleted", EQUAL));
    }
    return errors;
  }

  private ComparisonResult compareLists() throws IOException {
    int beforeRow = 0;
    int afterRow = 0;
    for (Scope scope : Scope.values()) {
      LinkList old = find(before, scope);
      LinkList current = find(after, scope);
      if (old == null || current == null) {
        if (isAsked(scope)) {
          warn(scope, "one of the reports does not have it");
        }
      } else if (isComparable(old, current)) {
        compare(old, beforeRow, current, afterRow);
      }
      beforeRow += old == null ? 0 : old.returned();
      afterRow += current == null ? 0 : current.returned();
    }
    if (lists.isEmpty()) {
      return new ComparisonResult.NotComparable(
          List.of(
              new FieldError(
                  "scopes",
                  "must have a list that both reports got for the same item by the same command")));
    }
    return result();
  }

  private static @Nullable LinkList find(ComparedReport report, Scope scope) {
    return LinkList.find(report.snapshot().manifest(), report.question(), scope).orElse(null);
  }

  private boolean isAsked(Scope scope) {
    return before.question().scopes().contains(scope) || after.question().scopes().contains(scope);
  }

  private boolean isComparable(LinkList old, LinkList current) {
    String command = before.snapshot().manifest().command();
    if (!command.equals(after.snapshot().manifest().command())) {
      warn(old.scope(), "its reports come from different commands of upstream");
      return false;
    }
    if (!old.item().equals(current.item())) {
      warn(old.scope(), "its items differ");
      return false;
    }
    return true;
  }

  private void warn(Scope scope, String reason) {
    warnings.add("the list " + scope.wireName() + " is not compared: " + reason);
  }

  private void compare(LinkList old, int beforeRow, LinkList current, int afterRow)
      throws IOException {
    // the texts of the URLs need much memory, so they are not kept for the classification
    ListScanner scanner = new ListScanner(Math.max(old.returned(), current.returned()));
    ListRows oldRows = scanner.scan(old, before.snapshot());
    ListRows currentRows = scanner.scan(current, after.snapshot());
    lists.add(
        LinkClassifier.classify(
            new ComparedList(before, old, oldRows, beforeRow),
            new ComparedList(after, current, currentRows, afterRow),
            scanner.numbers()));
  }

  private Comparison result() {
    LinkChanges links = new LinkChanges();
    for (ChangeKind kind : ChangeKind.values()) {
      lists.forEach(list -> list.appendTo(links, kind, false));
      if (kind == ChangeKind.LOST) {
        lists.forEach(list -> list.appendTo(links, kind, true));
      }
    }
    List<DomainChange> domains = new ArrayList<>();
    lists.forEach(list -> domains.addAll(list.domains()));
    domains.sort(DomainChange.ORDER);
    return new Comparison(
        lists.stream().map(ListChanges::comparison).toList(), links, domains, warnings);
  }
}
