package org.backlinks.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Shows any texts of upstream. The page never has markup that the program does not write. */
class PageRendererFuzzTest {
  private static final List<String> COLUMNS =
      List.of(
          "SourceURL",
          "SourceTitle",
          "AnchorText",
          "TargetURL",
          "LinkType",
          "SourceLanguageDesc",
          "ReasonLost",
          "FirstIndexedDate",
          "SourceCitationFlow",
          "FlagNoFollow");
  private static final Pattern TAG =
      Pattern.compile("</?[a-z0-9]+(?: [a-zA-Z-]+=\"[^\"<>]*\")*/?>|<!doctype html>");
  private static final Pattern STYLE = Pattern.compile("(?s)<style>.*?</style>");
  private static final Pattern FORBIDDEN =
      Pattern.compile("<(?:script|img|form|iframe)| on[a-z]+=|href=\"(?!https?://|#|/|data:,)");

  @FuzzTest
  void anyTextIsOnlyText(byte[] bytes) throws IOException {
    String[] texts = new String(bytes, UTF_8).split("\u0001", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < Math.min(texts.length, 100); i++) {
      row.put(COLUMNS.get(i % COLUMNS.size()), texts[i]);
      if (row.size() == COLUMNS.size()) {
        rows.add(row);
        row = new HashMap<>();
      }
    }
    rows.add(row);
    String html = STYLE.matcher(PageFixture.of(rows).page()).replaceAll("");
    long starts = html.chars().filter(character -> character == '<').count();
    assertThat(TAG.matcher(html).results().count()).isEqualTo(starts);
    assertThat(
            FORBIDDEN
                .matcher(
                    TAG.matcher(html).results().map(tag -> tag.group()).reduce("", String::concat))
                .find())
        .isFalse();
    assertThat(html.getBytes(UTF_8)).hasSizeLessThan(150_000);
  }
}
