package org.backlinks.local.majestic;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The generated links to one item, the best first. They are the same for each call and are never
 * stored.
 */
final class GeneratedLinks implements FakeLinkList {
  /** Number of live links before each deleted link, when deleted links are requested. */
  private static final int LIVE_LINKS_PER_DELETED = 9;

  private static final Pattern ROW_COUNT_IN_NAME = Pattern.compile("rows-(\\d+)");
  private static final int DOMAIN_KIND = 1;
  private static final int PAGE_KIND = 2;
  private static final int LINK_KIND = 3;
  private static final int TARGET_KIND = 4;
  private static final int SIZE_KIND = 5;
  private static final int SHARED_KIND = 6;

  private static final LocalDate LAST_DAY = LocalDate.of(2026, 9, 1);

  private final FakeItem item;
  private final long seed;
  private final long domainSeed;
  private final int linkCount;
  private final int domainCount;
  private final boolean hasOddPipes;
  private final boolean hasEmptyLastCell;

  /**
   * Creates the links of an item. When {@code defaultRows} is negative and the name of the item
   * requests no number of rows, the number depends on the name.
   */
  GeneratedLinks(FakeItem item, int defaultRows) {
    this.item = item;
    seed = SeededRandom.seedOf(withScheme(item));
    domainSeed = SeededRandom.seedOf(item.rootDomain());
    Matcher matcher = ROW_COUNT_IN_NAME.matcher(item.text());
    linkCount =
        matcher.find()
            ? Integer.parseInt(matcher.group(1))
            : defaultRows < 0
                ? SeededRandom.of(seed, SIZE_KIND, 0).nextInt(120, 2_000)
                : defaultRows;
    domainCount = Math.max(1, linkCount * 2 / 5);
    hasEmptyLastCell = item.text().contains("empty-last");
    hasOddPipes = item.text().contains("odd-pipes");
  }

  /** A URL without a scheme has the same links as the URL with http. */
  private static String withScheme(FakeItem item) {
    boolean lacksScheme = item.level() == FakeItem.Level.URL && !item.text().contains("://");
    return lacksScheme ? "http://" + item.text() : item.text();
  }

  @Override
  public FakeItem item() {
    return item;
  }

  @Override
  public int rowCount(boolean hasDeletedLinks) {
    return hasDeletedLinks ? linkCount + linkCount / LIVE_LINKS_PER_DELETED : linkCount;
  }

  @Override
  public int domainCount() {
    return domainCount;
  }

  /** Returns the total number of links. It has more than 32 bits for a domain that has links. */
  @Override
  public long totalBacklinks(boolean hasDeletedLinks) {
    if (linkCount == 0 || item.level() == FakeItem.Level.URL) {
      return linkCount * 7L;
    }
    return (1L << 32) + linkCount * 1_000L + SeededRandom.of(seed, SIZE_KIND, 1).nextInt(0, 999);
  }

  @Override
  public String domainName(int row, boolean hasDeletedLinks) {
    return domainName(domainNumber(Math.abs(linkOfRow(row, hasDeletedLinks))));
  }

  @Override
  public Object[] cells(int row, boolean hasDeletedLinks, int domainId) {
    int link = linkOfRow(row, hasDeletedLinks);
    return cellsOfLink(Math.abs(link), domainId, link < 0);
  }

  /**
   * Returns the number of the link of a row, which is negative for a deleted link. No deleted link
   * has the number 0.
   */
  private static int linkOfRow(int row, boolean hasDeletedLinks) {
    if (!hasDeletedLinks) {
      return row;
    }
    int group = row / (LIVE_LINKS_PER_DELETED + 1);
    int positionInGroup = row % (LIVE_LINKS_PER_DELETED + 1);
    int liveIndex = group * LIVE_LINKS_PER_DELETED + positionInGroup;
    return positionInGroup == LIVE_LINKS_PER_DELETED ? -liveIndex : liveIndex;
  }

  /** Returns the number of the referring domain of a link. Low numbers occur most often. */
  int domainNumber(int index) {
    return (int)
        Math.min(
            domainCount - 1,
            SeededRandom.of(seed, DOMAIN_KIND, pageNumber(index)).nextSkewed(domainCount));
  }

  String domainName(int number) {
    return TextGenerator.domain(SeededRandom.of(domainSeed, DOMAIN_KIND, number), number);
  }

  /**
   * Returns the 41 cells of a link. {@code domainId} is the key of its domain in the table of
   * domains, or -1.
   */
  Object[] cellsOfLink(int index, int domainId, boolean isDeleted) {
    int page = pageNumber(index);
    SeededRandom source = SeededRandom.of(seed, PAGE_KIND, page);
    SeededRandom link = SeededRandom.of(seed, isDeleted ? -LINK_KIND : LINK_KIND, index);
    int trust = (int) (92 * Math.exp(-3.0 * page / Math.max(1, linkCount)));
    Object[] cells = new Object[FakeColumns.LINK_COLUMNS.size()];
    cells[0] = TextGenerator.page(source, domainName(domainNumber(index)));
    cells[1] = source.nextBoolean(2) ? -1 : source.nextInt(0, 15);
    cells[4] = source.nextBoolean(6) ? "" : TextGenerator.title(source);
    boolean hasLinkCounts = !source.nextBoolean(8);
    long outLinks = source.nextSkewed(900);
    cells[5] = hasLinkCounts ? Math.min(outLinks, source.nextSkewed(200)) : "";
    cells[6] = hasLinkCounts ? outLinks : "";
    cells[7] = hasLinkCounts ? source.nextSkewed(3_000) : "";
    fillLanguage(source, cells, 8);
    cells[37] = Math.min(100, source.nextInt(trust / 2, trust + 12));
    cells[38] = trust;
    fillTopic(source, cells, 39, trust);
    LocalDate lastSeen = LAST_DAY.minusDays(link.nextSkewed(900));
    cells[2] = link.nextBoolean(7) ? "" : TextGenerator.anchor(link);
    cells[3] = link.nextBoolean(1) ? "" : lastSeen;
    fillLink(link, cells, isDeleted ? lastSeen : null);
    fillTarget(link, cells);
    cells[25] = link.nextBoolean(15) ? -1 : link.nextSkewed(40_000);
    cells[26] = domainId;
    cells[27] = link.nextBoolean(1) ? "" : lastSeen.minusDays(link.nextSkewed(4_000));
    cells[28] = lastSeen;
    if (hasOddPipes && link.nextBoolean(20)) {
      cells[link.pick(List.of(2, 4, 21))] = link.pick(List.of("|starts", "ends|", "|both|", "|"));
    }
    if (hasEmptyLastCell && cells[40].equals("")) {
      cells[40] = XmlAnswerWriter.EmptyCell.WITHOUT_SPACE;
    }
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cells[i] instanceof LocalDate day ? day.toString() : cells[i];
    }
    return cells;
  }

  private static void fillLink(SeededRandom link, Object[] cells, @Nullable LocalDate lostOn) {
    boolean isImage = link.nextBoolean(12);
    cells[11] = link.nextBoolean(3) ? 1 : 0;
    cells[12] = link.nextBoolean(1) ? 1 : 0;
    cells[13] = link.nextBoolean(22) ? 1 : 0;
    cells[14] = isImage ? 1 : 0;
    cells[15] = lostOn == null ? 0 : 1;
    cells[16] = 0;
    cells[17] = 0;
    cells[29] = lostOn == null ? "" : lostOn;
    cells[30] = lostOn == null ? "" : link.pick(WordLists.LOST_REASONS);
    cells[31] = isImage ? "ImageLink" : "TextLink";
    cells[32] =
        isImage
            ? "ImageLink_Normal"
            : link.pick(List.of("TextLink_Normal", "TextLink_Normal_HighContent"));
  }

  private void fillTarget(SeededRandom link, Object[] cells) {
    long number = item.level() == FakeItem.Level.URL ? 0 : link.nextSkewed(300);
    SeededRandom target = SeededRandom.of(seed, TARGET_KIND, number);
    boolean isIndirect = link.nextBoolean(4);
    String address = targetAddress(target, number);
    cells[18] = address;
    cells[19] = isIndirect ? address + (address.contains("?") ? "&" : "?") + "from=old" : "";
    cells[20] = isIndirect ? link.pick(List.of("Redirect", "Canonical")) : "";
    cells[21] = target.nextBoolean(15) ? "" : TextGenerator.title(target);
    fillLanguage(target, cells, 22);
    int trust = target.nextInt(0, 90);
    cells[33] = target.nextInt(0, 100);
    cells[34] = trust;
    fillTopic(target, cells, 35, trust);
  }

  private String targetAddress(SeededRandom target, long number) {
    return switch (item.level()) {
      case URL -> item.text();
      case SUBDOMAIN -> targetPage(target, number, item.text());
      case ROOT_DOMAIN ->
          targetPage(
              target, number, target.pick(List.of("", "www.", "www.", "shop.")) + item.text());
    };
  }

  private static String targetPage(SeededRandom target, long number, String host) {
    StringBuilder address =
        new StringBuilder(target.nextBoolean(80) ? "https://" : "http://").append(host);
    return number == 0
        ? address.append('/').toString()
        : TextGenerator.appendPath(target, address).toString();
  }

  private static void fillLanguage(SeededRandom random, Object[] cells, int index) {
    boolean isKnown = !random.nextBoolean(20);
    List<String> language = random.pick(WordLists.LANGUAGES);
    cells[index] = isKnown ? language.get(0) : "";
    cells[index + 1] = isKnown ? language.get(1) : "";
    cells[index + 2] = isKnown ? random.nextInt(1, 100) : 0;
  }

  private static void fillTopic(SeededRandom random, Object[] cells, int index, int trust) {
    boolean isKnown = !random.nextBoolean(10);
    cells[index] = isKnown ? random.pick(WordLists.TOPICS) : "";
    cells[index + 1] = isKnown ? random.nextInt(trust / 2, trust) : "";
  }

  /**
   * Returns the number of the page of a row. Some rows have the page of the row before, with
   * another anchor.
   */
  private int pageNumber(int index) {
    int page = index;
    while (page > 0 && SeededRandom.of(seed, SHARED_KIND, page).nextBoolean(12)) {
      page--;
    }
    return page;
  }
}
