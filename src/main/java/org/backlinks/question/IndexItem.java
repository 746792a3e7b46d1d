package org.backlinks.question;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What upstream's index says about a URL, a host or a domain. Null means unknown.
 *
 * @param item the text with which upstream was asked
 * @param backlinks the number of links to the item from other domains
 * @param refDomains the number of domains with such links
 * @param citationFlow upstream's score for the number of links, 0 to 100
 * @param trustFlow upstream's score for the quality of links, 0 to 100
 * @param lastCrawled the day on which upstream last read the item
 * @param topBackLinksPrice the analysis units that GetTopBackLinks charges for a list of the item
 */
public record IndexItem(
    String item,
    @Nullable Status status,
    @Nullable Long backlinks,
    @Nullable Long refDomains,
    @Nullable Long citationFlow,
    @Nullable Long trustFlow,
    @Nullable LocalDate lastCrawled,
    @Nullable Long topBackLinksPrice) {

  /** Whether the index has an item. */
  public enum Status implements WireNamed {
    FOUND("found"),
    NOT_FOUND("not-found"),
    /** The index may have the item. Its counts are not complete. */
    MAY_EXIST("may-exist");

    private final String wireName;

    Status(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  /** Returns an item about which nothing is known. */
  public static IndexItem unknown(String item) {
    return new IndexItem(item, null, null, null, null, null, null, null);
  }

  /** Returns whether the counts contain every link that the index has. */
  public boolean isCounted() {
    return status == Status.FOUND || status == Status.NOT_FOUND;
  }
}
