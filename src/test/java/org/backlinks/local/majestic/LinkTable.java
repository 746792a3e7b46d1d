package org.backlinks.local.majestic;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Which rows of an item's links an answer has, and with which keys of domains. */
final class LinkTable {
  /** One deleted link follows so many good ones where deleted ones are wanted. */
  private static final int GOOD_A_DELETED = 9;

  private final LinkData data;
  private final int[] rows;
  private final int[] domainIds;
  private final int matches;

  /** What of an item's links is wanted; {@code perDomain} -1 means no limit. */
  record Cut(int from, int count, int perDomain, int plan, boolean deleted) {}

  LinkTable(LinkData data, Cut cut, @Nullable Domains domains) {
    this.data = data;
    Map<Integer, Integer> taken = new HashMap<>();
    int[] picked = new int[Math.max(0, Math.min(cut.count, 2 * data.size()))];
    int total = cut.deleted ? data.size() + data.size() / GOOD_A_DELETED : data.size();
    int count = 0;
    int skipped = 0;
    for (int i = 0; i < Math.min(cut.plan, total) && count < picked.length; i++) {
      int row = cut.deleted ? withDeleted(i) : i;
      boolean tooMany =
          cut.perDomain > 0
              && taken.merge(data.domain(Math.abs(row)), 1, Integer::sum) > cut.perDomain;
      if (!tooMany && ++skipped > cut.from) {
        picked[count++] = row;
      }
    }
    rows = Arrays.copyOf(picked, count);
    domainIds = new int[count];
    for (int i = 0; i < count; i++) {
      domainIds[i] =
          domains == null ? -1 : domains.id(data.domainName(data.domain(Math.abs(rows[i]))));
    }
    matches = Math.min(cut.plan, total);
  }

  int size() {
    return rows.length;
  }

  Table table(String name, SequencedMap<String, Object> attributes) {
    return Table.of(name, attributes, Columns.LINK, rows.length, this::row);
  }

  /** The attributes that both commands give, in upstream's order. */
  SequencedMap<String, Object> attributes(String type, int plan) {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("AvailableLines", plan);
    all.put("BackLinkItem", data.item().text());
    all.put("BackLinkType", type);
    all.put("MaxRefDomainTopics", 10);
    all.put("MaxSourceTopics", 1);
    all.put("MaxTargetTopics", 10);
    all.put("RefDomainTopicsCount", 10);
    all.put("SourceTopicsCount", 1);
    all.put("TargetTopicsCount", 1);
    all.put("TotalBackLinks", data.totalBackLinks());
    all.put("TotalLines", plan);
    all.put("TotalMatches", matches);
    return all;
  }

  private Object[] row(int at) {
    int row = rows[at];
    return data.row(Math.abs(row), domainIds[at], row < 0);
  }

  /** A deleted row is named by its negative number; none has the number 0. */
  private static int withDeleted(int at) {
    int group = at / (GOOD_A_DELETED + 1);
    int place = at % (GOOD_A_DELETED + 1);
    int good = group * GOOD_A_DELETED + place;
    return place == GOOD_A_DELETED ? -good : good;
  }
}
