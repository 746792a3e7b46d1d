package org.backlinks.changes;

/**
 * The numbers that stand for the links of two lists, and for what their rows have. The texts of the
 * URLs are not kept: pairing needs only the numbers.
 */
final class LinkNumbers {
  /** The source and the target of each identity, with their spelling. */
  private final PairIds identities;

  private final FieldTuples fields;
  private final HostIds hosts = new HostIds();

  /**
   * @param texts numbers the texts of the fields
   * @param expectedLinks about how many different links the lists have
   */
  LinkNumbers(TextIds texts, int expectedLinks) {
    identities = new PairIds(expectedLinks);
    fields = new FieldTuples(texts, expectedLinks);
  }

  /**
   * Returns the number of the identity of a row.
   *
   * @param source the number of the source; negative when the row lacks one of its URLs
   */
  int identityOf(int source, int target) {
    return identities.idOf(source, target);
  }

  FieldTuples fields() {
    return fields;
  }

  HostIds hosts() {
    return hosts;
  }

  int identityCount() {
    return identities.count();
  }

  /** Returns whether the links of an identity have both of their URLs. */
  boolean hasUrls(int identity) {
    return identities.first(identity) >= 0;
  }

  /** Returns a number for the spelling of the URLs of an identity. */
  int spelling(int identity) {
    int source = identities.first(identity) % UrlNormalizer.SPELLINGS;
    int target = identities.second(identity) % UrlNormalizer.SPELLINGS;
    return source * UrlNormalizer.SPELLINGS + target;
  }

  /** Returns the source of an identity without its spelling. */
  int sourcePage(int identity) {
    return identities.first(identity) / UrlNormalizer.SPELLINGS;
  }

  /** Returns the target of an identity without its spelling. */
  int targetPage(int identity) {
    return identities.second(identity) / UrlNormalizer.SPELLINGS;
  }
}
