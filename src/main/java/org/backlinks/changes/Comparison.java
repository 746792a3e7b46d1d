package org.backlinks.changes;

import java.util.List;

/**
 * The differences of two reports.
 *
 * @param lists the lists that both reports have, at least one, in payload order
 * @param links the changes of links, in the order in which they are shown
 * @param domains the changes of referring domains, in the order in which they are shown
 * @param warnings sentences about the lists that are not compared
 */
public record Comparison(
    List<ListComparison> lists,
    LinkChanges links,
    List<DomainChange> domains,
    List<String> warnings)
    implements ComparisonResult {
  public Comparison {
    lists = List.copyOf(lists);
    domains = List.copyOf(domains);
    warnings = List.copyOf(warnings);
  }

  /** Returns the same comparison with these changes of links. */
  Comparison withLinks(LinkChanges changes) {
    return new Comparison(lists, changes, domains, warnings);
  }

  /** Returns the same comparison with these changes of domains. */
  public Comparison withDomains(List<DomainChange> changes) {
    return new Comparison(lists, links, changes, warnings);
  }
}
