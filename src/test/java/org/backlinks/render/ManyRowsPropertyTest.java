package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

class ManyRowsPropertyTest {
  private static final String TITLE = "SourceTitle";
  private static final String NEW_COLUMN = "A new | column";

  /** Each row is on the pages exactly once and in its place, for any cells and page sizes. */
  @Property(tries = 8, shrinking = ShrinkingMode.OFF)
  void rowsRoundTripThroughPagesOfAnySize(
      @ForAll @IntRange(max = 50_000) int size,
      @ForAll @IntRange(min = 200, max = 5_000) int limit,
      @ForAll long seed)
      throws IOException {
    List<Map<String, String>> rows = rows(size, new Random(seed));
    ReportFixture stored = new ReportFixture();
    stored.withLinks("url", Map.of(), rows);
    int comparedRows = 0;
    Optional<Integer> from = Optional.of(0);
    while (from.isPresent()) {
      assertThat(from.get()).isEqualTo(comparedRows);
      RenderedPage rendered = stored.renderPage(from.get(), limit, true);
      for (JsonNode link : ReportFixture.json(rendered).path("backlinks")) {
        assertSameRow(link, rows.get(comparedRows++));
      }
      from = Optional.ofNullable(rendered.nextCursor()).map(stored::rowOfCursor);
    }
    assertThat(comparedRows).isEqualTo(size);
  }

  private static void assertSameRow(JsonNode link, Map<String, String> row) {
    Map<String, String> actual = new LinkedHashMap<>();
    put(actual, "SourceURL", link.at("/source/url"));
    put(actual, TITLE, link.at("/source/title"));
    put(actual, "SourceTrustFlow", link.at("/source/trustFlow"));
    put(actual, "LastSeenDate", link.at("/lastSeen"));
    link.path("extra").properties().forEach(cell -> put(actual, cell.getKey(), cell.getValue()));
    if (!actual.equals(row)) {
      assertThat(actual).containsExactlyInAnyOrderEntriesOf(row);
    }
  }

  private static void put(Map<String, String> cells, String column, JsonNode value) {
    if (!value.isMissingNode()) {
      cells.put(column, value.asText());
    }
  }

  /**
   * Returns rows with random cells: repeated or unique, readable as their type or not, or absent.
   */
  private static List<Map<String, String>> rows(int size, Random random) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Map<String, String> row = new LinkedHashMap<>();
      row.put("SourceURL", "http://h" + random.nextInt(1 + size / 2) + ".example/" + (i % 7));
      if (random.nextInt(3) > 0) {
        row.put(TITLE, text(random));
      }
      if (random.nextInt(5) > 0) {
        row.put("SourceTrustFlow", random.nextInt(20) == 0 ? "odd" : "" + random.nextLong());
      }
      if (random.nextInt(5) > 0) {
        row.put(
            "LastSeenDate",
            random.nextInt(50) == 0
                ? "31/02/2017"
                : "20%02d-%02d-%02d"
                    .formatted(
                        random.nextInt(100), 1 + random.nextInt(12), 1 + random.nextInt(28)));
      }
      if (random.nextInt(4) == 0) {
        row.put(NEW_COLUMN, i % 1_000 == 0 ? "x".repeat(64 * 1024) : text(random));
      }
      rows.add(row);
    }
    return rows;
  }

  private static String text(Random random) {
    int length = 1 + random.nextInt(12);
    StringBuilder text = new StringBuilder("t");
    for (int i = 0; i < length; i++) {
      int point = random.nextInt(4) == 0 ? random.nextInt(0x110000) : random.nextInt(0x80);
      text.appendCodePoint(Character.getType(point) == Character.SURROGATE ? 'x' : point);
    }
    return text.toString();
  }
}
