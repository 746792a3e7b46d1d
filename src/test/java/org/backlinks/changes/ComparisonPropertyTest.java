package org.backlinks.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.changes.ComparedReportBuilder.builtOn;
import static org.backlinks.changes.ComparedReportBuilder.changes;
import static org.backlinks.changes.ComparedReportBuilder.compare;
import static org.backlinks.changes.ComparedReportBuilder.domains;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.backlinks.question.ChangeKind;
import org.backlinks.question.Index;
import org.backlinks.question.Scope;

class ComparisonPropertyTest {
  private static final int TRIES = 80;
  private static final String[] PAGES = {"a.example", "a.example/x", "b.co.uk/y", "c.example/?q"};
  private static final String[] DAYS = {"", "2026-01-01", "2026-01-20", "bad"};

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void listHasNoChangesToItselfInAnyOrder(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<Map<String, String>> rows = rows(random);
    Comparison comparison = comparison(random, rows, shuffled(rows, random));
    assertThat(changes(comparison)).isEmpty();
    assertThat(domains(comparison)).isEmpty();
    assertThat(comparison.lists().getFirst().counts().unchanged()).isEqualTo(rows.size());
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void countsAddUp(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<Map<String, String>> before = rows(random);
    List<Map<String, String>> after = rows(random);
    Comparison comparison = comparison(random, before, after);
    LinkCounts counts = comparison.lists().getFirst().counts();
    assertThat(
            counts.unchanged()
                + counts.changed()
                + counts.moved()
                + counts.of(ChangeKind.LOST)
                + counts.unlisted()
                + counts.goneBefore())
        .isEqualTo(before.size());
    assertThat(
            counts.unchanged()
                + counts.changed()
                + counts.moved()
                + counts.added()
                + counts.appeared()
                + counts.reportedLosses()
                + counts.goneAfter())
        .isEqualTo(after.size());
    for (ChangeKind kind : ChangeKind.values()) {
      assertThat(counts.of(kind)).isEqualTo(links(comparison, kind).size());
    }
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void eachRowIsShownOnceAtMost(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Comparison comparison = comparison(random, rows(random), rows(random));
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    for (int i = 0; i < comparison.links().size(); i++) {
      LinkChange change = comparison.links().get(i);
      if (change.beforeRow() != LinkChange.NO_ROW) {
        before.add(change.beforeRow());
      }
      if (change.afterRow() != LinkChange.NO_ROW) {
        after.add(change.afterRow());
      }
    }
    assertThat(before).doesNotHaveDuplicates();
    assertThat(after).doesNotHaveDuplicates();
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void orderOfRowsDecidesNothing(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<Map<String, String>> before = rows(random);
    List<Map<String, String>> after = rows(random);
    Comparison comparison = comparison(new Random(seed), before, after);
    Comparison other =
        comparison(new Random(seed), shuffled(before, random), shuffled(after, random));
    assertThat(other.lists()).isEqualTo(comparison.lists());
    assertThat(other.domains()).isEqualTo(comparison.domains());
    assertThat(evidences(other)).isEqualTo(evidences(comparison));
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void changedLinksAreThoseWithDifferentFields(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    ComparedReport before = report(random, "2026-01-10", rows(random));
    ComparedReport after = report(random, "2026-02-10", rows(random));
    Comparison comparison = compare(before, after);
    for (LinkChange change : links(comparison, ChangeKind.CHANGED)) {
      assertThat(ComparedReportBuilder.fieldChanges(before, after, change)).isNotEmpty();
    }
  }

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void decodedComparisonEqualsEncodedOne(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Comparison comparison = comparison(random, rows(random), rows(random));
    ComparisonCodecTest.assertEqual(
        ComparisonCodecTest.decode(ComparisonCodec.encode(comparison)), comparison);
  }

  private static List<String> evidences(Comparison comparison) {
    return changes(comparison).stream()
        .map(change -> change.replaceAll(" [0-9-]+ [0-9-]+$", ""))
        .sorted()
        .toList();
  }

  private static List<LinkChange> links(Comparison comparison, ChangeKind kind) {
    List<LinkChange> found = new ArrayList<>();
    for (int i = 0; i < comparison.links().size(); i++) {
      if (comparison.links().get(i).kind() == kind) {
        found.add(comparison.links().get(i));
      }
    }
    return found;
  }

  private static Comparison comparison(
      Random random, List<Map<String, String>> before, List<Map<String, String>> after)
      throws IOException {
    boolean isFresh = random.nextInt(4) == 0;
    int max = random.nextBoolean() ? 1_000 : Math.max(1, after.size());
    return compare(
        builder("2026-01-10", before, isFresh, max), builder("2026-02-10", after, isFresh, max));
  }

  private static ComparedReport report(Random random, String day, List<Map<String, String>> rows)
      throws IOException {
    return builder(day, rows, false, 1_000).build();
  }

  private static ComparedReportBuilder builder(
      String day, List<Map<String, String>> rows, boolean isFresh, int max) throws IOException {
    return builtOn(day)
        .withIndex(isFresh ? Index.FRESH : Index.HISTORIC)
        .withMaxBacklinks(max)
        .withLinks(Scope.URL, rows);
  }

  private static List<Map<String, String>> shuffled(List<Map<String, String>> rows, Random random) {
    List<Map<String, String>> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  /** Returns rows of few links, so that doubles, other spellings and changes are frequent. */
  private static List<Map<String, String>> rows(Random random) {
    List<Map<String, String>> rows = new ArrayList<>();
    int size = random.nextInt(25);
    boolean isWhole = random.nextBoolean();
    for (int i = 0; i < size; i++) {
      Map<String, String> row = new LinkedHashMap<>();
      row.put("SourceURL", isWhole || random.nextInt(20) > 0 ? url(random) : "");
      row.put("TargetURL", isWhole || random.nextInt(20) > 0 ? "http://t.example/" : "");
      row.put("AnchorText", one(random, "", "a", "b", "x".repeat(200) + random.nextInt(2)));
      row.put("LinkType", one(random, "t", "t", "u", ""));
      row.put("FlagNoFollow", one(random, "0", "1", "", "bad"));
      row.put("FlagDeleted", one(random, "0", "0", "0", "1"));
      row.put("FirstIndexedDate", one(random, DAYS));
      rows.add(row);
    }
    return rows;
  }

  private static String url(Random random) {
    String page = one(random, PAGES);
    return one(random, "http://", "HTTPS://")
        + one(random, "", "", "www.")
        + page
        + (page.contains("?") ? "" : one(random, "", "/"));
  }

  private static String one(Random random, String... texts) {
    return texts[random.nextInt(texts.length)];
  }
}
