package org.backlinks.changes;

import java.util.Comparator;
import org.backlinks.question.ChangeKind;
import org.backlinks.question.Scope;

/**
 * A change of a referring domain.
 *
 * @param kind {@code NEW}, {@code APPEARED}, {@code LOST} or {@code UNLISTED}
 * @param domain the registrable domain of the links' sources
 * @param linksBefore its living links in the earlier list
 * @param linksAfter its living links in the later list
 */
public record DomainChange(
    ChangeKind kind,
    Scope scope,
    String domain,
    Evidence evidence,
    int linksBefore,
    int linksAfter) {
  /** By kind, the most links first, by name. Equal ones keep the order of their scopes. */
  static final Comparator<DomainChange> ORDER =
      Comparator.comparing(DomainChange::kind)
          .thenComparingInt(change -> -(change.linksBefore + change.linksAfter))
          .thenComparing(DomainChange::domain);
}
