package org.backlinks.render;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.backlinks.question.ChangeKind;
import org.backlinks.question.ChangeSubject;
import org.backlinks.report.ReportId;

/**
 * The changes that a caller asks for. A cursor belongs to them.
 *
 * @param since the earlier report
 * @param kinds the kinds that are listed
 */
public record ChangeSelection(ReportId since, Set<ChangeKind> kinds, ChangeSubject by) {
  public ChangeSelection {
    kinds = Set.copyOf(kinds);
  }

  /** Returns the same text for equal selections only. */
  public String text() {
    String names =
        kinds.isEmpty()
            ? ""
            : EnumSet.copyOf(kinds).stream()
                .map(ChangeKind::wireName)
                .collect(Collectors.joining(","));
    return String.join("\n", "changes", since.text(), by.wireName(), names);
  }
}
