package org.backlinks.local.majestic;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The links to one item: the same on each call, the best first, none of them ever stored. */
final class LinkData {
  private static final Pattern ASKED_ROWS = Pattern.compile("rows-(\\d+)");
  private static final int DOMAIN = 1;
  private static final int PAGE = 2;
  private static final int LINK = 3;
  private static final int TARGET = 4;
  private static final int SIZE = 5;
  private static final int SHARED = 6;

  private static final LocalDate LAST_DAY = LocalDate.of(2026, 9, 1);

  private final Item item;
  private final long seed;
  private final long domainSeed;
  private final int size;
  private final int domains;
  private final boolean oddPipes;
  private final boolean emptyLast;

  /** {@code usualSize} below 0 means some hundred rows, as many as the item's spelling gives. */
  LinkData(Item item, int usualSize) {
    this.item = item;
    seed = Dice.seed(item.text());
    domainSeed = Dice.seed(item.rootDomain());
    Matcher asked = ASKED_ROWS.matcher(item.text());
    size =
        asked.find()
            ? Integer.parseInt(asked.group(1))
            : usualSize < 0 ? Dice.of(seed, SIZE, 0).between(120, 2_000) : usualSize;
    domains = Math.max(1, size * 2 / 5);
    emptyLast = item.text().contains("empty-last");
    oddPipes = item.text().contains("odd-pipes");
  }

  Item item() {
    return item;
  }

  int size() {
    return size;
  }

  /** More than 32 bits can hold, for domains that have links at all. */
  long totalBackLinks() {
    if (size == 0 || item.level() == Item.Level.URL) {
      return size * 7L;
    }
    return (1L << 32) + size * 1_000L + Dice.of(seed, SIZE, 1).between(0, 999);
  }

  /** The number of the referring domain that a row comes from; low numbers come most often. */
  int domain(int index) {
    return (int) Math.min(domains - 1, Dice.of(seed, DOMAIN, pageOf(index)).spread(domains));
  }

  String domainName(int number) {
    return Prose.domain(Dice.of(domainSeed, DOMAIN, number), number);
  }

  /** The 41 cells of a row; {@code domainId} is its key into the table of domains, or -1. */
  Object[] row(int index, int domainId, boolean deleted) {
    int page = pageOf(index);
    Dice source = Dice.of(seed, PAGE, page);
    Dice link = Dice.of(seed, deleted ? -LINK : LINK, index);
    int trust = (int) (92 * Math.exp(-3.0 * page / Math.max(1, size)));
    Object[] cells = new Object[Columns.LINK.size()];
    cells[0] = Prose.page(source, domainName(domain(index)));
    cells[1] = source.percent(2) ? -1 : source.between(0, 15);
    cells[4] = source.percent(6) ? "" : Prose.title(source);
    boolean counted = !source.percent(8);
    long outLinks = source.spread(900);
    cells[5] = counted ? Math.min(outLinks, source.spread(200)) : "";
    cells[6] = counted ? outLinks : "";
    cells[7] = counted ? source.spread(3_000) : "";
    language(source, cells, 8);
    cells[37] = Math.min(100, source.between(trust / 2, trust + 12));
    cells[38] = trust;
    topic(source, cells, 39, trust);
    LocalDate seen = LAST_DAY.minusDays(link.spread(900));
    cells[2] = link.percent(7) ? "" : Prose.anchor(link);
    cells[3] = link.percent(1) ? "" : seen;
    link(link, cells, deleted ? seen : null);
    target(link, cells);
    cells[25] = link.percent(15) ? -1 : link.spread(40_000);
    cells[26] = domainId;
    cells[27] = link.percent(1) ? "" : seen.minusDays(link.spread(4_000));
    cells[28] = seen;
    if (oddPipes && link.percent(20)) {
      cells[link.one(List.of(2, 4, 21))] = link.one(List.of("|starts", "ends|", "|both|", "|"));
    }
    if (emptyLast && cells[40].equals("")) {
      cells[40] = XmlWriter.TrulyEmpty.CELL;
    }
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cells[i] instanceof LocalDate day ? day.toString() : cells[i];
    }
    return cells;
  }

  private static void link(Dice link, Object[] cells, @Nullable LocalDate lost) {
    boolean image = link.percent(12);
    cells[11] = link.percent(3) ? 1 : 0;
    cells[12] = link.percent(1) ? 1 : 0;
    cells[13] = link.percent(22) ? 1 : 0;
    cells[14] = image ? 1 : 0;
    cells[15] = lost == null ? 0 : 1;
    cells[16] = 0;
    cells[17] = 0;
    cells[29] = lost == null ? "" : lost;
    cells[30] = lost == null ? "" : link.one(Words.LOST_REASONS);
    cells[31] = image ? "ImageLink" : "TextLink";
    cells[32] =
        image
            ? "ImageLink_Normal"
            : link.one(List.of("TextLink_Normal", "TextLink_Normal_HighContent"));
  }

  private void target(Dice link, Object[] cells) {
    long number = item.level() == Item.Level.URL ? 0 : link.spread(300);
    Dice target = Dice.of(seed, TARGET, number);
    boolean indirect = link.percent(4);
    String address = targetAddress(target, number);
    cells[18] = address;
    cells[19] = indirect ? address + (address.contains("?") ? "&" : "?") + "from=old" : "";
    cells[20] = indirect ? link.one(List.of("Redirect", "Canonical")) : "";
    cells[21] = target.percent(15) ? "" : Prose.title(target);
    language(target, cells, 22);
    int trust = target.between(0, 90);
    cells[33] = target.between(0, 100);
    cells[34] = trust;
    topic(target, cells, 35, trust);
  }

  private String targetAddress(Dice target, long number) {
    return switch (item.level()) {
      case URL -> item.text();
      case SUBDOMAIN -> targetPage(target, number, item.text());
      case ROOT_DOMAIN ->
          targetPage(
              target, number, target.one(List.of("", "www.", "www.", "shop.")) + item.text());
    };
  }

  private static String targetPage(Dice target, long number, String host) {
    StringBuilder to = new StringBuilder(target.percent(80) ? "https://" : "http://").append(host);
    return number == 0 ? to.append('/').toString() : Prose.path(target, to).toString();
  }

  private static void language(Dice dice, Object[] cells, int at) {
    boolean known = !dice.percent(20);
    List<String> language = dice.one(Words.LANGUAGES);
    cells[at] = known ? language.get(0) : "";
    cells[at + 1] = known ? language.get(1) : "";
    cells[at + 2] = known ? dice.between(1, 100) : 0;
  }

  private static void topic(Dice dice, Object[] cells, int at, int trust) {
    boolean known = !dice.percent(10);
    cells[at] = known ? dice.one(Words.TOPICS) : "";
    cells[at + 1] = known ? dice.between(trust / 2, trust) : "";
  }

  /** Some rows come from the page of the row before, with another anchor. */
  private int pageOf(int index) {
    int page = index;
    while (page > 0 && Dice.of(seed, SHARED, page).percent(12)) {
      page--;
    }
    return page;
  }
}
