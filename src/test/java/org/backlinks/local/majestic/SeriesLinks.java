package org.backlinks.local.majestic;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.backlinks.local.majestic.SeriesChange.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The links of a series: each build of the index has the links of the build before with known
 * changes. They depend only on the item, the index and the number of the build.
 */
final class SeriesLinks implements FakeLinkList {
  private static final Pattern SIZE = Pattern.compile("series-(\\d{1,5})");
  private static final int FATE_KIND = 101;
  private static final int RANK_KIND = 102;
  private static final int DRIFT_KIND = 103;

  /** A link that drifts is at most this number of places from its usual one. */
  private static final int MAX_DRIFT = 8;

  /** The maximum number of builds that a link is unchanged before its fate comes. */
  private static final int MAX_QUIET_BUILDS = 4;

  private final GeneratedLinks generated;
  private final FakeIndex index;
  private final int build;
  private final long seed;
  private final int size;
  private final List<SeriesLink> links;
  private final List<SeriesLink> live;
  private final List<SeriesLink> listed;

  SeriesLinks(FakeItem item, FakeIndex index, int build) {
    this.index = index;
    this.build = build;
    this.seed = SeededRandom.seedOf(item.text());
    this.size = size(item);
    this.generated = new GeneratedLinks(item, size);
    int count = size + build * birthsPerBuild();
    this.links = IntStream.range(0, count).mapToObj(this::link).toList();
    this.live = list(false);
    this.listed = list(true);
  }

  /** Returns whether the name of the item asks for a series. */
  static boolean isSeries(FakeItem item) {
    return SIZE.matcher(item.text()).find();
  }

  private static int size(FakeItem item) {
    Matcher matcher = SIZE.matcher(item.text());
    if (!matcher.find()) {
      throw new IllegalArgumentException("not a series: " + item.text());
    }
    return Integer.parseInt(matcher.group(1));
  }

  private int birthsPerBuild() {
    return Math.max(1, size / 10);
  }

  private SeriesLink link(int number) {
    SeededRandom random = SeededRandom.of(seed, FATE_KIND, number);
    int birth = number < size ? 0 : 1 + (number - size) / birthsPerBuild();
    int rank =
        number < size
            ? number
            : SeededRandom.of(seed, RANK_KIND, number).nextInt(0, Math.max(0, size - 1));
    Kind fate = fate(random.nextInt(0, 99));
    int fateBuild = birth + 1 + random.nextInt(0, MAX_QUIET_BUILDS);
    String domain = generated.domainName(generated.domainNumber(number));
    return new SeriesLink(number, domain, rank, birth, fate, fateBuild);
  }

  /** Returns the fate of a link: half of the links keep what they are. */
  private static @Nullable Kind fate(int percentile) {
    if (percentile < 10) {
      return Kind.LOST;
    }
    if (percentile < 20) {
      return Kind.DELETED;
    }
    if (percentile < 28) {
      return Kind.MOVED;
    }
    if (percentile < 36) {
      return Kind.NOFOLLOW;
    }
    if (percentile < 44) {
      return Kind.ANCHOR;
    }
    return percentile < 50 ? Kind.LINK_TYPE : null;
  }

  private List<SeriesLink> list(boolean hasDeletedLinks) {
    return links.stream()
        .filter(link -> link.isListed(build, hasDeletedLinks))
        .sorted(Comparator.comparingInt(this::place).thenComparingInt(SeriesLink::number))
        .toList();
  }

  /** Returns the place of a link at this build. Some links drift, also over the end of a list. */
  private int place(SeriesLink link) {
    SeededRandom random = SeededRandom.of(seed + build, DRIFT_KIND, link.number());
    return link.rank() + (random.nextBoolean(20) ? random.nextInt(-MAX_DRIFT, MAX_DRIFT) : 0);
  }

  /** Returns what happened after one build and until another, in the order of the builds. */
  static List<SeriesChange> changes(FakeItem item, FakeIndex index, int from, int to) {
    return new SeriesLinks(item, index, to)
        .links.stream()
            .flatMap(link -> link.changes(from, to).stream())
            .sorted(Comparator.comparingInt(SeriesChange::build))
            .toList();
  }

  /** Returns the expected links at this build. */
  Stream<ExpectedLink> expectedLinks(boolean hasDeletedLinks) {
    return IntStream.range(0, rowCount(hasDeletedLinks))
        .mapToObj(row -> cells(row, hasDeletedLinks, -1))
        .map(cells -> new ExpectedLink(cells[0] + "", cells[18] + "", cells[2] + ""));
  }

  @Override
  public FakeItem item() {
    return generated.item();
  }

  @Override
  public int rowCount(boolean hasDeletedLinks) {
    return rows(hasDeletedLinks).size();
  }

  @Override
  public int domainCount() {
    return (int) live.stream().map(SeriesLink::domain).distinct().count();
  }

  private List<SeriesLink> rows(boolean hasDeletedLinks) {
    return hasDeletedLinks ? listed : live;
  }

  /** Returns the number of rows, so that a list that is not cut is complete. */
  @Override
  public long totalBacklinks(boolean hasDeletedLinks) {
    return rowCount(hasDeletedLinks);
  }

  @Override
  public String domainName(int row, boolean hasDeletedLinks) {
    return rows(hasDeletedLinks).get(row).domain();
  }

  @Override
  public Object[] cells(int row, boolean hasDeletedLinks, int domainId) {
    SeriesLink link = rows(hasDeletedLinks).get(row);
    Object[] cells = generated.cellsOfLink(link.number(), domainId, false);
    boolean isDeleted = link.isAfter(Kind.DELETED, build);
    boolean isImage = link.isAfter(Kind.LINK_TYPE, build);
    String lastSeen = day(isDeleted ? link.fateBuild() - 1 : build).toString();
    cells[0] = link.sourceUrl(build);
    cells[2] = link.anchor(build);
    cells[3] = lastSeen;
    cells[13] = link.isAfter(Kind.NOFOLLOW, build) ? 1 : 0;
    cells[14] = isImage ? 1 : 0;
    cells[15] = isDeleted ? 1 : 0;
    cells[27] = firstIndexed(link).toString();
    cells[28] = lastSeen;
    cells[29] = isDeleted ? day(link.fateBuild()).toString() : "";
    cells[30] = isDeleted ? WordLists.LOST_REASONS.getFirst() : "";
    cells[31] = isImage ? "ImageLink" : "TextLink";
    cells[32] = isImage ? "ImageLink_Normal" : "TextLink_Normal";
    return cells;
  }

  /** Returns the day after the build before the first one that has the link. */
  private LocalDate firstIndexed(SeriesLink link) {
    return link.birth() == 0
        ? day(0).minusDays(30 + link.number())
        : day(link.birth() - 1).plusDays(1);
  }

  private LocalDate day(int number) {
    return index.builtAt(number).toLocalDate();
  }
}
