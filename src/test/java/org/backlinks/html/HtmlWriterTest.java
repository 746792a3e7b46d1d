package org.backlinks.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HtmlWriterTest {
  @Test
  void textsAndAttributesAreEscaped() {
    String html =
        new HtmlWriter()
            .begin("a", "href", "\"><b>", "class", "")
            .foreignText("<i>&'\"")
            .end()
            .shape("path", "d", "M0 0")
            .toString();
    assertThat(html)
        .isEqualTo(
            "<a href=\"&quot;&gt;&lt;b&gt;\"><bdi>&lt;i&gt;&amp;&#39;&quot;</bdi></a>"
                + "<path d=\"M0 0\"/>");
  }

  @Test
  void openElementIsNoticed() {
    HtmlWriter html = new HtmlWriter().begin("p");
    assertThatThrownBy(html::toString).hasMessageContaining("p");
  }

  @Test
  void unknownTextIsSaidSo() {
    assertThat(new HtmlWriter().foreignTextOrUnknown(null).toString())
        .isEqualTo("<span class=\"note\">unknown</span>");
  }
}
