package org.backlinks.local.majestic;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The links of an item that an answer contains, with the keys of their domains. */
final class LinkSelection {
  /** Number of live links before each deleted link, when deleted links are requested. */
  private static final int LIVE_LINKS_PER_DELETED = 9;

  private final GeneratedLinks links;
  private final int[] linkIndexes;
  private final int[] domainIds;
  private final int matchCount;

  /** The requested part of an item's links. When {@code maxPerDomain} is -1, there is no limit. */
  record SelectionRange(
      int from, int count, int maxPerDomain, int planLimit, boolean hasDeletedLinks) {}

  LinkSelection(GeneratedLinks links, SelectionRange range, @Nullable FakeDomains domains) {
    this.links = links;
    Map<Integer, Integer> countByDomain = new HashMap<>();
    int[] selected = new int[Math.max(0, Math.min(range.count, 2 * links.linkCount()))];
    int total =
        range.hasDeletedLinks
            ? links.linkCount() + links.linkCount() / LIVE_LINKS_PER_DELETED
            : links.linkCount();
    int count = 0;
    int matches = 0;
    for (int i = 0; i < Math.min(range.planLimit, total) && count < selected.length; i++) {
      int row = range.hasDeletedLinks ? indexAmongDeleted(i) : i;
      boolean isOverDomainLimit =
          range.maxPerDomain > 0
              && countByDomain.merge(links.domainNumber(Math.abs(row)), 1, Integer::sum)
                  > range.maxPerDomain;
      if (!isOverDomainLimit && ++matches > range.from) {
        selected[count++] = row;
      }
    }
    linkIndexes = Arrays.copyOf(selected, count);
    domainIds = new int[count];
    for (int i = 0; i < count; i++) {
      domainIds[i] =
          domains == null
              ? -1
              : domains.idOf(links.domainName(links.domainNumber(Math.abs(linkIndexes[i]))));
    }
    matchCount = Math.min(range.planLimit, total);
  }

  int rowCount() {
    return linkIndexes.length;
  }

  FakeTable toTable(String name, SequencedMap<String, Object> attributes) {
    return FakeTable.of(
        name, attributes, FakeColumns.LINK_COLUMNS, linkIndexes.length, this::cells);
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
    attributes.put("TotalBackLinks", links.totalBacklinks());
    attributes.put("TotalLines", planLimit);
    attributes.put("TotalMatches", matchCount);
    return attributes;
  }

  private Object[] cells(int index) {
    int row = linkIndexes[index];
    return links.cells(Math.abs(row), domainIds[index], row < 0);
  }

  /**
   * Returns the number of a row, which is negative for a deleted row. No deleted row has the number
   * 0.
   */
  private static int indexAmongDeleted(int index) {
    int group = index / (LIVE_LINKS_PER_DELETED + 1);
    int positionInGroup = index % (LIVE_LINKS_PER_DELETED + 1);
    int liveIndex = group * LIVE_LINKS_PER_DELETED + positionInGroup;
    return positionInGroup == LIVE_LINKS_PER_DELETED ? -liveIndex : liveIndex;
  }
}
