package org.backlinks.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backlinks.report.ReportId;
import org.backlinks.report.ShareLink;

/**
 * Stores the links with which everybody can see a report. Each link is an item under the hash of
 * its token. One more item of each report counts its open links, and how often all of them were
 * revoked: a link that was made before the last revocation does not work.
 */
@Singleton
public final class ShareLinkStore {
  /** The maximum number of open links of a report. */
  public static final int MAX_OPEN_LINKS = 100;

  /** Many callers may share one report at the same time. */
  private static final int MAX_ATTEMPTS = 20;

  private final DynamoDbTable table;
  private final WriteBackoff backoff;

  ShareLinkStore(DynamoDbTable table, WriteBackoff backoff) {
    this.table = table;
    this.backoff = backoff;
  }

  /** Returns the report that the link with this token shows, or empty when no such link is open. */
  public Optional<ReportId> find(String token, Instant now) {
    return table
        .find(TableKeys.shareLink(TableKeys.sha256(token)))
        .filter(link -> now.isBefore(link.expiresAt()))
        .filter(link ->
            table
                .find(counterKey(link))
                .filter(counter -> revocations(counter) == revocations(link))
                .isPresent())
        .map(ShareLinkStore::reportId);
  }

  private static String counterKey(Item link) {
    return TableKeys.shareLinks(reportId(link));
  }

  private static ReportId reportId(Item link) {
    return new ReportId(link.requiredText(TableAttributes.REPORT_ID));
  }

  private static long revocations(Item item) {
    return item.numberOr(TableAttributes.REVOCATIONS, 0);
  }

  /**
   * Stores a link.
   *
   * @param reportExpiresAt when the report expires
   * @return false when the report has the maximum number of open links
   */
  public boolean add(ShareLink link, Instant reportExpiresAt, Instant now) {
    for (int attempt = 1; ; attempt++) {
      Optional<Item> stored = table.find(TableKeys.shareLinks(link.reportId()));
      List<String> openLinkEnds =
          new ArrayList<>(stored.map(item -> openLinkEnds(item, now)).orElse(List.of()));
      if (openLinkEnds.size() >= MAX_OPEN_LINKS) {
        return false;
      }
      openLinkEnds.add(Long.toString(link.expiresAt().getEpochSecond()));
      if (putOpenLinks(link.reportId(), stored, openLinkEnds, reportExpiresAt)) {
        putLink(link, stored.map(ShareLinkStore::revocations).orElse(0L));
        return true;
      }
      if (attempt == MAX_ATTEMPTS) {
        throw new IllegalStateException(
            "other processes add links to the same report all the time");
      }
      backoff.pause(attempt);
    }
  }

  /** Returns when the links end that are still open, in epoch seconds. */
  private static List<String> openLinkEnds(Item counter, Instant now) {
    return counter.textList(TableAttributes.OPEN_LINKS).stream()
        .filter(end -> Long.parseLong(end) > now.getEpochSecond())
        .toList();
  }

  /**
   * Writes the open links of a report. Returns false when they have changed since they were read.
   */
  private boolean putOpenLinks(
      ReportId id, Optional<Item> stored, List<String> openLinkEnds, Instant reportExpiresAt) {
    long version = stored.map(item -> item.numberOr(TableAttributes.VERSION, 0)).orElse(0L);
    Item counter =
        new Item(TableKeys.shareLinks(id))
            .number(TableAttributes.VERSION, version + 1)
            .number(TableAttributes.REVOCATIONS, stored.map(ShareLinkStore::revocations).orElse(0L))
            .textList(TableAttributes.OPEN_LINKS, openLinkEnds)
            .expiresAt(reportExpiresAt);
    return table.tryPut(
        table
            .put(counter)
            .conditionExpression("attribute_not_exists(#key) OR #version = :version")
            .expressionAttributeNames(
                Map.of("#key", TableAttributes.KEY, "#version", TableAttributes.VERSION))
            .expressionAttributeValues(Map.of(":version", Item.numberValue(version)))
            .build());
  }

  /** A revocation between the count and this write ends this link, too. */
  private void putLink(ShareLink link, long revocations) {
    Item item =
        new Item(TableKeys.shareLink(TableKeys.sha256(link.token())))
            .reportId(TableAttributes.REPORT_ID, link.reportId())
            .number(TableAttributes.REVOCATIONS, revocations)
            .expiresAt(link.expiresAt());
    table.tryPut(table.put(item).build());
  }

  /** Ends all links of a report at once. */
  public void revokeAll(ReportId id) {
    table.tryUpdate(
        table
            .update(TableKeys.shareLinks(id))
            .updateExpression("SET #open = :none ADD #revocations :one, #version :one")
            .conditionExpression("attribute_exists(#key)")
            .expressionAttributeNames(
                Map.of(
                    "#key", TableAttributes.KEY,
                    "#open", TableAttributes.OPEN_LINKS,
                    "#revocations", TableAttributes.REVOCATIONS,
                    "#version", TableAttributes.VERSION))
            .expressionAttributeValues(
                Map.of(":one", Item.numberValue(1), ":none", Item.emptyList()))
            .build());
  }
}
