package org.backlinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownPageTest {
  private static final Path FILE = Path.of("page.md");

  private static MarkdownPage page(String text) {
    return new MarkdownPage(FILE, text.lines().toList());
  }

  @Test
  void brokenLinksAreFoundOutsideCode(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("page.md"),
            """
            # A `page`, its links
            [good](#a-page-its-links), [bad](#another), `[code](none)`, [gone](gone.md), [one],
            [elsewhere](https://example.com/), [self](page.md#a-page-its-links), [no](page.md#no).

            [one]: one.md
            [`two`]: two.md
            ```
            [block](none.md)
            ```
            """);
    assertThat(MarkdownPage.read(file).brokenLinks())
        .containsExactly("#another", "gone.md", "page.md#no", "one.md", "two.md");
  }

  @Test
  void anchorsAreNumberedWhenHeadingsAreEqual() {
    assertThat(page("# Ä b_c-d, e: `f`\n## One\n## One\n```\n# no heading\n```\n").anchors())
        .containsExactlyInAnyOrder("ä-b_c-d-e-f", "one", "one-1");
  }

  @Test
  void tableIsFoundByItsFirstColumn() {
    MarkdownPage page =
        page("| a | b |\n|---|---|\n| `x`, `y` | 1 |\n| `z` | |\n\n| c | d |\n|---|---|\n");
    assertThat(page.tableRows("a")).containsExactly(List.of("`x`, `y`", "1"), List.of("`z`", ""));
    assertThat(page.codeInColumn("a", 0)).containsExactly("x", "y", "z");
    assertThat(page.tableRows("c")).isEmpty();
    assertThatThrownBy(() -> page.tableRows("b")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void codeBlocksAreFoundByLanguage() {
    MarkdownPage page = page("```json\n{\n}\n```\n```\nnone\n```\n```sh\nls\n```\n");
    assertThat(page.codeBlocks("json")).containsExactly("{\n}\n");
    assertThat(page.codeBlocks("sh")).containsExactly("ls\n");
  }

  @Test
  void patternIsFoundAnywhere() {
    assertThat(page("a1\n```\na2 a3\n```\n").findAll(Pattern.compile("a\\d")))
        .containsExactly("a1", "a2", "a3");
  }
}
