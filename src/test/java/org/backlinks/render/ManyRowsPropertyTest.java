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
  private static final String NOVEL = "A new | column";

  /** Whatever the cells: through chunks and pages each row comes once, in its place. */
  @Property(tries = 8, shrinking = ShrinkingMode.OFF)
  void anyNumberOfRowsComesBackInPagesOfAnySize(
      @ForAll @IntRange(max = 50_000) int size,
      @ForAll @IntRange(min = 200, max = 5_000) int limit,
      @ForAll long seed)
      throws IOException {
    List<Map<String, String>> rows = rows(size, new Random(seed));
    Kept kept = new Kept();
    kept.links("url", Map.of(), rows);
    int seen = 0;
    Optional<Integer> from = Optional.of(0);
    while (from.isPresent()) {
      assertThat(from.get()).isEqualTo(seen);
      Rendered rendered = kept.rendered(from.get(), limit, true);
      for (JsonNode link : Kept.json(rendered).path("backlinks")) {
        isSame(link, rows.get(seen++));
      }
      from = Optional.ofNullable(rendered.next()).map(kept::from);
    }
    assertThat(seen).isEqualTo(size);
  }

  private static void isSame(JsonNode link, Map<String, String> row) {
    Map<String, String> shown = new LinkedHashMap<>();
    put(shown, "SourceURL", link.at("/source/url"));
    put(shown, TITLE, link.at("/source/title"));
    put(shown, "SourceTrustFlow", link.at("/source/trustFlow"));
    put(shown, "LastSeenDate", link.at("/lastSeen"));
    link.path("extra").properties().forEach(one -> put(shown, one.getKey(), one.getValue()));
    if (!shown.equals(row)) {
      assertThat(shown).containsExactlyInAnyOrderEntriesOf(row);
    }
  }

  private static void put(Map<String, String> into, String column, JsonNode value) {
    if (!value.isMissingNode()) {
      into.put(column, value.asText());
    }
  }

  /** Cells that repeat and that do not, of any text, readable as their type or not, or absent. */
  private static List<Map<String, String>> rows(int size, Random chance) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Map<String, String> row = new LinkedHashMap<>();
      row.put("SourceURL", "http://h" + chance.nextInt(1 + size / 2) + ".example/" + (i % 7));
      if (chance.nextInt(3) > 0) {
        row.put(TITLE, text(chance));
      }
      if (chance.nextInt(5) > 0) {
        row.put("SourceTrustFlow", chance.nextInt(20) == 0 ? "odd" : "" + chance.nextLong());
      }
      if (chance.nextInt(5) > 0) {
        row.put(
            "LastSeenDate",
            chance.nextInt(50) == 0
                ? "31/02/2017"
                : "20%02d-%02d-%02d"
                    .formatted(
                        chance.nextInt(100), 1 + chance.nextInt(12), 1 + chance.nextInt(28)));
      }
      if (chance.nextInt(4) == 0) {
        row.put(NOVEL, i % 1_000 == 0 ? "x".repeat(64 * 1024) : text(chance));
      }
      rows.add(row);
    }
    return rows;
  }

  private static String text(Random chance) {
    int length = 1 + chance.nextInt(12);
    StringBuilder text = new StringBuilder("t");
    for (int i = 0; i < length; i++) {
      int point = chance.nextInt(4) == 0 ? chance.nextInt(0x110000) : chance.nextInt(0x80);
      text.appendCodePoint(Character.getType(point) == Character.SURROGATE ? 'x' : point);
    }
    return text.toString();
  }
}
