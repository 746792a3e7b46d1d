package org.backlinks.local.majestic;

/** The links to one item, the best first. */
interface FakeLinkList {
  FakeItem item();

  /** Returns the number of rows, with or without deleted links. */
  int rowCount(boolean hasDeletedLinks);

  /** Returns the number of domains to which the links without deleted ones may belong. */
  int domainCount();

  /** Returns the number of links that Majestic knows. */
  long totalBacklinks(boolean hasDeletedLinks);

  /** Returns the referring domain of a row. */
  String domainName(int row, boolean hasDeletedLinks);

  /** Returns the 41 cells of a row. {@code domainId} is the key of its domain, or -1. */
  Object[] cells(int row, boolean hasDeletedLinks, int domainId);
}
