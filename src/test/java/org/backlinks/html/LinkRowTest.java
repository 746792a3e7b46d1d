package org.backlinks.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinkRowTest {
  private static final Link UNKNOWN =
      new Link(
          "url", null, null, null, null, null, null, null, null, null, null, null, null, false,
          List.of());

  private static Link lost(boolean isDead) {
    return new Link(
        "url",
        "http://a.example/",
        "A title",
        "English",
        "text",
        "http://b.example/",
        "TextLink",
        7L,
        0L,
        "2024-05-01",
        "2026-01-01",
        "2025-01-01",
        "Dropped",
        isDead,
        List.of("nofollow"));
  }

  @Test
  void unknownFactsAreWordsOrAbsent() {
    LinkRow row = LinkRow.of(UNKNOWN, "", false);
    assertThat(row.source()).isNull();
    assertThat(row.sourceHref()).isNull();
    assertThat(row.citationFlow()).isEqualTo("unknown");
    assertThat(row.firstIndexed()).isEqualTo("unknown");
    assertThat(row.marks()).isEmpty();
    assertThat(row.isDead()).isFalse();
  }

  @Test
  void titleStandsAboveUrl() {
    LinkRow row = LinkRow.of(lost(false), "3", true);
    assertThat(row.source()).isEqualTo("A title");
    assertThat(row.sourceUrl()).isEqualTo("http://a.example/");
    assertThat(row.trustFlow()).isEqualTo("0");
    assertThat(row.number()).isEqualTo("3");
  }

  @Test
  void lossOfLinkThatWasSeenLaterIsNotShown() {
    assertThat(LinkRow.of(lost(false), "", false).marks())
        .containsExactly("TextLink", "nofollow", "English");
    assertThat(LinkRow.of(lost(true), "", false).marks())
        .containsExactly("TextLink", "nofollow", "English", "lost on 2025-01-01", "Dropped");
  }
}
