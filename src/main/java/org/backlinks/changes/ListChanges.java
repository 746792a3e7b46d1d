package org.backlinks.changes;

import java.util.List;
import java.util.Map;
import org.backlinks.question.ChangeKind;

/**
 * The changes of one list.
 *
 * @param links the changes of each kind in the order of their rows, without {@code provenLosses}
 * @param provenLosses the losses that follow from a complete later list
 * @param domains in any order
 */
record ListChanges(
    ListComparison comparison,
    Map<ChangeKind, LinkChanges> links,
    LinkChanges provenLosses,
    List<DomainChange> domains) {
  ListChanges {
    links = Map.copyOf(links);
    domains = List.copyOf(domains);
  }

  /** Appends the changes of a kind, or the losses that follow from a complete list. */
  void appendTo(LinkChanges all, ChangeKind kind, boolean isProvenLoss) {
    LinkChanges list = isProvenLoss ? provenLosses : links.get(kind);
    if (list != null) {
      all.addAll(list);
    }
  }
}
