package org.backlinks.html;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.backlinks.changes.ComparedReports;
import org.backlinks.changes.LinkChange;
import org.backlinks.changes.LinkChanges;
import org.backlinks.changes.ListComparison;
import org.backlinks.question.ChangeKind;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;

/**
 * The part of a page about the changes since an earlier report.
 *
 * @param earlierId the earlier report
 * @param since when the earlier report was made
 * @param scope the list to which the counts belong
 * @param unchanged the number of links without a change, in words
 * @param groups the changes by kind, without kinds that do not occur
 */
public record ChangesSection(
    ReportId earlierId, String since, String scope, String unchanged, List<Group> groups) {
  /** The maximum number of links that are shown of each kind. */
  static final int MAX_LINKS = 3;

  /**
   * The changes of one kind in the list.
   *
   * @param meaning what the kind says about a link
   * @param links the first of them
   */
  public record Group(String name, String meaning, int count, List<LinkRow> links) {
    public Group {
      links = List.copyOf(links);
    }
  }

  public ChangesSection {
    groups = List.copyOf(groups);
  }

  /**
   * Returns the changes of the list of the widest scope.
   *
   * @throws IOException when chunks can't be read
   */
  public static ChangesSection of(ComparedReports reports) throws IOException {
    ListComparison list = reports.comparison().lists().getLast();
    List<Group> groups = new ArrayList<>();
    Map<ChangeKind, List<LinkRow>> rows = firstLinks(reports, list);
    for (ChangeKind kind : ChangeKind.values()) {
      int count = list.counts().of(kind);
      if (count > 0) {
        groups.add(new Group(name(kind), meaning(kind), count, rows.getOrDefault(kind, List.of())));
      }
    }
    return new ChangesSection(
        reports.before().id(),
        madeAt(reports.before()),
        ScopeNames.heading(list.scope()),
        Numbers.count(list.counts().unchanged(), "link"),
        groups);
  }

  /** Returns this part with at most {@code max} links of each kind. */
  ChangesSection withMaxLinks(int max) {
    List<Group> shortened =
        groups.stream()
            .map(group ->
                new Group(
                    group.name,
                    group.meaning,
                    group.count,
                    group.links.stream().limit(max).toList()))
            .toList();
    return new ChangesSection(earlierId, since, scope, unchanged, shortened);
  }

  private static String madeAt(Report report) {
    return report.state() instanceof State.Ready(Instant readyAt, _)
        ? Times.of(readyAt)
        : Times.of(report.lifetime().createdAt());
  }

  private static Map<ChangeKind, List<LinkRow>> firstLinks(
      ComparedReports reports, ListComparison list) throws IOException {
    LinkReader before = new LinkReader(reports.beforeSnapshot());
    LinkReader after = new LinkReader(reports.afterSnapshot());
    Map<ChangeKind, List<LinkRow>> shown = new EnumMap<>(ChangeKind.class);
    LinkChanges changes = reports.comparison().links();
    for (int i = 0; i < changes.size(); i++) {
      LinkChange change = changes.get(i);
      List<LinkRow> rows = shown.computeIfAbsent(change.kind(), _ -> new ArrayList<>());
      if (change.scope() == list.scope() && rows.size() < MAX_LINKS) {
        rows.add(row(change, before, after));
      }
    }
    return shown;
  }

  private static LinkRow row(LinkChange change, LinkReader before, LinkReader after)
      throws IOException {
    if (!change.hasTwoRows()) {
      LinkReader.Row only =
          change.showsBefore() ? before.read(change.beforeRow()) : after.read(change.afterRow());
      return LinkRow.of(LinkReader.link(only), "", false);
    }
    LinkReader.Row old = before.read(change.beforeRow());
    LinkReader.Row current = after.read(change.afterRow());
    return LinkRow.of(LinkReader.link(current), "", false)
        .withDifferences(LinkDifference.between(old, current));
  }

  private static String name(ChangeKind kind) {
    return switch (kind) {
      case NEW -> "New";
      case APPEARED -> "Appeared";
      case LOST -> "Lost";
      case UNLISTED -> "Not listed any more";
      case CHANGED -> "Changed";
      case MOVED -> "Moved";
    };
  }

  private static String meaning(ChangeKind kind) {
    return switch (kind) {
      case NEW -> "First indexed after the index of the earlier report was built.";
      case APPEARED -> "Not in the earlier report, but the link may have existed before.";
      case LOST -> "The link was alive before, and it is gone.";
      case UNLISTED -> "Only in the earlier report, but the link may still exist.";
      case CHANGED -> "The link has another text, type or flag.";
      case MOVED -> "The same link with another spelling of an address.";
    };
  }
}
