package org.backlinks.local.majestic;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The links of an item that an answer contains, with the keys of their domains. */
final class LinkSelection {
  private final FakeLinkList links;
  private final boolean hasDeletedLinks;
  private final int[] rows;
  private final int[] domainIds;
  private final int matchCount;

  /** The requested part of an item's links. When {@code maxPerDomain} is -1, there is no limit. */
  record SelectionRange(
      int from, int count, int maxPerDomain, int planLimit, boolean hasDeletedLinks) {}

  LinkSelection(FakeLinkList links, SelectionRange range, @Nullable FakeDomains domains) {
    this.links = links;
    this.hasDeletedLinks = range.hasDeletedLinks;
    this.matchCount = Math.min(range.planLimit, links.rowCount(hasDeletedLinks));
    Map<String, Integer> countByDomain = new HashMap<>();
    int[] selected = new int[Math.max(0, Math.min(range.count, matchCount))];
    int count = 0;
    int matches = 0;
    for (int row = 0; row < matchCount && count < selected.length; row++) {
      boolean isOverDomainLimit =
          range.maxPerDomain > 0
              && countByDomain.merge(links.domainName(row, hasDeletedLinks), 1, Integer::sum)
                  > range.maxPerDomain;
      if (!isOverDomainLimit && ++matches > range.from) {
        selected[count++] = row;
      }
    }
    rows = Arrays.copyOf(selected, count);
    domainIds = new int[count];
    for (int i = 0; i < count; i++) {
      domainIds[i] =
          domains == null ? -1 : domains.idOf(links.domainName(rows[i], hasDeletedLinks));
    }
  }

  int rowCount() {
    return rows.length;
  }

  FakeTable toTable(String name, SequencedMap<String, Object> attributes) {
    return FakeTable.of(
        name,
        attributes,
        FakeColumns.LINK_COLUMNS,
        rows.length,
        i -> links.cells(rows[i], hasDeletedLinks, domainIds[i]));
  }

  /** Returns the attributes that both commands have, in Majestic's order. */
  SequencedMap<String, Object> attributes(String type, int planLimit) {
    SequencedMap<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("AvailableLines", planLimit);
    attributes.put("BackLinkItem", links.item().text());
    attributes.put("BackLinkType", type);
    attributes.put("MaxRefDomainTopics", 10);
    attributes.put("MaxSourceTopics", 1);
    attributes.put("MaxTargetTopics", 10);
    attributes.put("RefDomainTopicsCount", 10);
    attributes.put("SourceTopicsCount", 1);
    attributes.put("TargetTopicsCount", 1);
    attributes.put("TotalBackLinks", links.totalBacklinks(hasDeletedLinks));
    attributes.put("TotalLines", planLimit);
    attributes.put("TotalMatches", matchCount);
    return attributes;
  }
}
