package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.backlinks.render.Format;
import org.backlinks.render.PageRequest;
import org.backlinks.report.Report;
import org.backlinks.report.Samples;
import org.backlinks.report.State;
import org.backlinks.snapshot.Globals;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagTest {
  private static final PageRequest PAGE = page(0, 1_000, null, true, Format.JSON);
  private final Report report = ready(Samples.claimed());

  @Test
  void theSamePageHasTheSameStrongTag() {
    assertThat(tag(report, PAGE, false))
        .isEqualTo(tag(report, PAGE, false))
        .matches("\"[A-Za-z0-9_-]{22}\"");
  }

  @Test
  void whateverChangesTheBytesChangesTheTag() {
    Set<String> tags = new HashSet<>();
    int made = 0;
    for (boolean gzip : new boolean[] {true, false}) {
      for (Format format : Format.values()) {
        tags.add(tag(report, page(0, 1_000, null, true, format), gzip));
        made++;
      }
    }
    tags.add(tag(report, page(1, 1_000, null, true, Format.JSON), false));
    tags.add(tag(report, page(0, 999, null, true, Format.JSON), false));
    tags.add(tag(report, page(0, 1_000, null, false, Format.JSON), false));
    tags.add(tag(report, page(0, 1_000, "", true, Format.JSON), false));
    tags.add(tag(report, page(0, 1_000, "-", true, Format.JSON), false));
    tags.add(tag(report, page(0, 1_000, "a\nb", true, Format.JSON), false));
    tags.add(tag(ready(Samples.claimed()), PAGE, false));
    tags.add(tag(ready(report.takenOver(Samples.NOW, Duration.ofSeconds(60))), PAGE, false));
    assertThat(tags).hasSize(made + 8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "a"                 | true
          W/"a"               | true
          *                   | true
          ~ * ~               | true
          "b", "a"            | true
          "b",W/"a","c"       | true
          "b, ", "a"          | true
          "b"                 | false
          a                   | false
          ""                  | false
          "aa"                | false
          "A"                 | false
          "b, *"              | false
          ~~                  | false
          """)
  void aHeaderNamesTagsInAList(String header, boolean names) {
    assertThat(EntityTag.names(header, "\"a\"")).isEqualTo(names);
  }

  @Test
  void noHeaderNamesNoTag() {
    assertThat(EntityTag.names(null, "\"a\"")).isFalse();
  }

  private static Report ready(Report report) {
    return report.ready(Samples.NOW, Duration.ofDays(30), Globals.NONE);
  }

  private static PageRequest page(
      int from, int limit, @Nullable String tag, boolean reused, Format format) {
    return new PageRequest(from, limit, tag, reused, true, format);
  }

  private static String tag(Report report, PageRequest page, boolean gzip) {
    return EntityTag.of(report, (State.Ready) report.state(), page, gzip);
  }
}
