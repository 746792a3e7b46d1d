package org.backlinks.store;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.backlinks.question.Index;
import org.backlinks.question.IndexItem;
import org.backlinks.question.IndexItem.Status;
import org.backlinks.question.WireNamed;
import org.jspecify.annotations.Nullable;

/** Stores for a short time how many links items have. All processes share the counts. */
@Singleton
public final class CountedItemStore {
  /** The time after which upstream is asked again. */
  public static final Duration LIFETIME = Duration.ofHours(1);

  private final DynamoDbTable table;

  CountedItemStore(DynamoDbTable table) {
    this.table = table;
  }

  /** Returns the stored items among some items. Uses one read for all of them. */
  public List<IndexItem> find(Index index, List<String> items, Instant now) {
    Map<String, Item> found = table.findAll(items.stream().map(item -> key(index, item)).toList());
    return items.stream()
        .map(item -> toIndexItem(item, found.get(key(index, item)), now))
        .filter(Objects::nonNull)
        .toList();
  }

  private static @Nullable IndexItem toIndexItem(String text, @Nullable Item stored, Instant now) {
    if (stored == null || !stored.expiresAt().isAfter(now)) {
      return null;
    }
    String lastCrawled = stored.text(TableAttributes.LAST_CRAWLED);
    return new IndexItem(
        text,
        WireNamed.parse(Status.class, stored.text(TableAttributes.ITEM_STATUS)).orElse(null),
        stored.number(TableAttributes.BACKLINKS),
        stored.number(TableAttributes.REF_DOMAINS),
        stored.number(TableAttributes.CITATION_FLOW),
        stored.number(TableAttributes.TRUST_FLOW),
        lastCrawled == null ? null : LocalDate.parse(lastCrawled),
        stored.number(TableAttributes.PRICE));
  }

  /** Stores an item, and replaces what is stored about it. */
  public void save(Index index, IndexItem counted, Instant now) {
    Status status = counted.status();
    LocalDate lastCrawled = counted.lastCrawled();
    Item item =
        new Item(key(index, counted.item()))
            .text(TableAttributes.ITEM_STATUS, status == null ? null : status.wireName())
            .number(TableAttributes.BACKLINKS, counted.backlinks())
            .number(TableAttributes.REF_DOMAINS, counted.refDomains())
            .number(TableAttributes.CITATION_FLOW, counted.citationFlow())
            .number(TableAttributes.TRUST_FLOW, counted.trustFlow())
            .text(TableAttributes.LAST_CRAWLED, lastCrawled == null ? null : lastCrawled.toString())
            .number(TableAttributes.PRICE, counted.topBackLinksPrice())
            .expiresAt(now.plus(LIFETIME));
    table.tryPut(table.put(item).build());
  }

  private static String key(Index index, String item) {
    return TableKeys.countedItem(TableKeys.sha256(index.wireName() + " " + item));
  }
}
