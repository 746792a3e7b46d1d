package org.backlinks.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.changes.ComparedReportBuilder.builtOn;
import static org.backlinks.changes.ComparedReportBuilder.compare;
import static org.backlinks.changes.ComparedReportBuilder.link;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.backlinks.question.Index;
import org.backlinks.question.Scope;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares each build of an index with the one before it, where the truth is known. */
class ComparisonSeriesTest {
  private static final int BUILDS = 20;
  private static final int LINKS = 300;
  private static final int CUT = 120;
  private static final LocalDate START = LocalDate.of(2026, 1, 1);

  /**
   * A link of the web.
   *
   * @param born the first build that has it
   * @param removed the first build that does not have it any more
   * @param deleted the first build that lists it as deleted
   * @param moved the first build with another spelling of its URL
   * @param changed the first build in which it is nofollow
   */
  private record WebLink(int number, int born, int removed, int deleted, int moved, int changed) {
    static WebLink random(int number, Random random) {
      int born = Math.max(0, random.nextInt(2 * BUILDS) - BUILDS);
      return new WebLink(
          number, born, event(random, 4), event(random, 6), event(random, 6), event(random, 4));
    }

    private static int event(Random random, int oneOf) {
      return random.nextInt(oneOf) == 0 ? random.nextInt(BUILDS) : Integer.MAX_VALUE;
    }

    boolean exists(int build) {
      return build >= born && build < removed;
    }

    boolean isDead(int build) {
      return build >= deleted;
    }

    Map<String, String> row(int build) {
      String host = "s" + number + ".example/page";
      return link(
          build >= moved ? "https://www." + host + "/" : "http://" + host,
          "FlagNoFollow",
          build >= changed ? "1" : "0",
          "FlagDeleted",
          isDead(build) ? "1" : "0",
          "FirstIndexedDate",
          builtAt(born).minusDays(2).toString());
    }
  }

  private record BuiltList(Map<Integer, Integer> rowOfLink, ComparedReport report) {}

  @ParameterizedTest
  @CsvSource({"HISTORIC, false", "HISTORIC, true", "FRESH, false", "FRESH, true"})
  void everyChangeOfASeriesHasItsKindAndEvidence(Index index, boolean isCut) throws IOException {
    Random random = new Random(17);
    List<WebLink> web = new ArrayList<>();
    for (int number = 0; number < LINKS; number++) {
      web.add(WebLink.random(number, random));
    }
    Map<String, Integer> seen = new HashMap<>();
    BuiltList before = list(web, 0, index, isCut, random);
    for (int build = 1; build < BUILDS; build++) {
      BuiltList after = list(web, build, index, isCut, random);
      List<String> expected = expected(web, build, before, after, index, isCut);
      List<String> actual = ComparedReportBuilder.changes(compare(before.report, after.report));
      assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
      actual.forEach(change -> seen.merge(change.split(" ")[0], 1, Integer::sum));
      before = after;
    }
    assertThat(seen).containsKeys("new", "lost", "changed", "moved");
    assertThat(seen.containsKey("unlisted")).isEqualTo(isCut || index == Index.FRESH);
    assertThat(seen.containsKey("appeared")).isEqualTo(isCut);
  }

  private static LocalDate builtAt(int build) {
    return START.plusDays(7L * build);
  }

  /** Returns the list of a build. The ranks of its links are random. */
  private static BuiltList list(
      List<WebLink> web, int build, Index index, boolean isCut, Random random) throws IOException {
    List<WebLink> ranked =
        new ArrayList<>(web.stream().filter(link -> link.exists(build)).toList());
    Collections.shuffle(ranked, random);
    List<WebLink> listed = isCut ? ranked.subList(0, Math.min(CUT, ranked.size())) : ranked;
    Map<Integer, Integer> rows = new HashMap<>();
    listed.forEach(link -> rows.put(link.number, rows.size()));
    ComparedReport report =
        builtOn(builtAt(build).toString())
            .withIndex(index)
            .withMaxBacklinks(isCut ? CUT : 1_000)
            .withDeleted()
            .withList(
                Scope.URL,
                Map.of("TotalBackLinks", "" + ranked.size(), "AvailableLines", "50000"),
                listed.stream().map(link -> link.row(build)).toList())
            .build();
    return new BuiltList(rows, report);
  }

  private static List<String> expected(
      List<WebLink> web, int build, BuiltList before, BuiltList after, Index index, boolean isCut) {
    List<String> changes = new ArrayList<>();
    for (WebLink link : web) {
      Integer old = before.rowOfLink.get(link.number);
      Integer current = after.rowOfLink.get(link.number);
      if (old != null && current != null) {
        String kind = kindOfPair(link, build);
        if (!kind.isEmpty()) {
          changes.add(kind + " " + old + " " + current);
        }
      } else if (old != null && !link.isDead(build - 1)) {
        changes.add(absence(index, isCut) + " " + old + " -");
      } else if (current != null && !link.isDead(build)) {
        changes.add(appearance(link, build) + " - " + current);
      }
    }
    return changes;
  }

  private static String kindOfPair(WebLink link, int build) {
    if (link.deleted == build) {
      return "lost reported";
    }
    return link.moved == build ? "moved" : link.changed == build ? "changed" : "";
  }

  private static String absence(Index index, boolean isCut) {
    if (index == Index.FRESH) {
      return "unlisted left-index";
    }
    return isCut ? "unlisted below-cut" : "lost complete-list";
  }

  private static String appearance(WebLink link, int build) {
    // a complete list has each link from its birth on
    return link.born == build ? "new first-indexed" : "appeared was-unlisted";
  }
}
