package org.backlinks.local.majestic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backlinks.local.majestic.SeriesChange.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One link of a series. It is born, and later one thing at most happens to it.
 *
 * @param number the number of the link within its series
 * @param rank its usual place in the list
 * @param birth the first build that has the link
 * @param fate what happens to it, or null
 * @param fateBuild the first build that shows it
 */
record SeriesLink(
    int number, String domain, int rank, int birth, @Nullable Kind fate, int fateBuild) {

  /** Returns whether the fate of the link has come at a build. */
  boolean isAfter(Kind kind, int build) {
    return kind == fate && build >= fateBuild;
  }

  boolean isListed(int build, boolean hasDeletedLinks) {
    return build >= birth
        && !isAfter(Kind.LOST, build)
        && (hasDeletedLinks || !isAfter(Kind.DELETED, build));
  }

  String sourceUrl(int build) {
    String prefix = isAfter(Kind.MOVED, build) ? "www." : "";
    return "https://%s%s/series/%d.html".formatted(prefix, domain, number);
  }

  String anchor(int build) {
    return (isAfter(Kind.ANCHOR, build) ? "renamed" : "series") + " link " + number;
  }

  /** Returns what happens to the link after one build and until another. */
  List<SeriesChange> changes(int from, int to) {
    List<SeriesChange> changes = new ArrayList<>();
    if (birth > from && birth <= to) {
      changes.add(new SeriesChange(birth, Kind.BORN, sourceUrl(birth), "", ""));
    }
    Optional.ofNullable(fate)
        .filter(kind -> fateBuild > from && fateBuild <= to)
        .ifPresent(kind -> changes.add(change(kind)));
    return changes;
  }

  private SeriesChange change(Kind kind) {
    int last = fateBuild - 1;
    return switch (kind) {
      case BORN -> throw new IllegalStateException("birth is no fate");
      case LOST, DELETED -> new SeriesChange(fateBuild, kind, sourceUrl(last), "", "");
      case MOVED ->
          new SeriesChange(fateBuild, kind, sourceUrl(last), sourceUrl(last), sourceUrl(fateBuild));
      case NOFOLLOW -> new SeriesChange(fateBuild, kind, sourceUrl(last), "0", "1");
      case ANCHOR ->
          new SeriesChange(fateBuild, kind, sourceUrl(last), anchor(last), anchor(fateBuild));
      case LINK_TYPE -> new SeriesChange(fateBuild, kind, sourceUrl(last), "TextLink", "ImageLink");
    };
  }
}
