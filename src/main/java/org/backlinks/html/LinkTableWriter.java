package org.backlinks.html;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes tables of links. A narrow screen shows each link as a card, so each cell also has its name
 * and its role.
 */
final class LinkTableWriter {
  private final HtmlWriter html;

  LinkTableWriter(HtmlWriter html) {
    this.html = html;
  }

  /** Writes a table that has these rows. */
  void write(String caption, List<String> rows) {
    html.begin("div", "class", "rows");
    html.begin("table", "role", "table").element("caption", caption);
    html.begin("thead", "role", "rowgroup").begin("tr", "role", "row");
    column("Source page", "");
    column("Link", "");
    column("Flow", "f");
    column("Dates", "d");
    html.end().end().begin("tbody", "role", "rowgroup");
    rows.forEach(html::part);
    html.end().end().end();
  }

  private void column(String name, String style) {
    html.element("th", name, "role", "columnheader", "scope", "col", "class", style);
  }

  /** Returns a row as HTML. */
  static String row(LinkRow link) {
    HtmlWriter html = new HtmlWriter();
    html.begin("tr", "role", "row", "class", link.isDead() ? "gone" : "");
    html.begin("td", "role", "cell", "class", "what");
    if (!link.number().isEmpty()) {
      html.element("span", link.number(), "class", "nr").text(" ");
    }
    writeAddress(html, link.source(), link.sourceHref());
    if (link.sourceUrl() != null) {
      html.begin("span", "class", "small").foreignText(link.sourceUrl()).end();
    }
    html.end().begin("td", "role", "cell");
    name(html, "Anchor text");
    html.foreignTextOrUnknown(link.anchorText());
    html.begin("span", "class", "small").text("→ ");
    writeAddress(html, link.target(), link.targetHref());
    html.end();
    for (String mark : link.marks()) {
      html.begin("span", "class", "mark").foreignText(mark).end().text(" ");
    }
    for (LinkDifference difference : link.differences()) {
      html.begin("span", "class", "small").text(difference.name() + ": ");
      html.begin("del").foreignText(difference.before()).end().text(" → ");
      html.begin("ins").foreignText(difference.after()).end().end();
    }
    html.end();
    html.begin("td", "role", "cell", "class", "f");
    pair(html, "Citation", link.citationFlow());
    pair(html, "Trust", link.trustFlow());
    html.end().begin("td", "role", "cell", "class", "d");
    pair(html, "First indexed", link.firstIndexed());
    pair(html, "Last seen", link.lastSeen());
    return html.end().end().toString();
  }

  private static void writeAddress(
      HtmlWriter html, @Nullable String text, @Nullable String address) {
    if (text == null || address == null) {
      html.foreignTextOrUnknown(text);
    } else {
      html.begin("a", "href", address, "rel", "noopener noreferrer nofollow ugc");
      html.foreignText(text).end();
    }
  }

  /** Writes the name of a value for screens that do not show the heads of columns. */
  private static void name(HtmlWriter html, String name) {
    html.element("span", name + " ", "class", "k");
  }

  private static void pair(HtmlWriter html, String name, String value) {
    html.begin("span", "class", "pair").text(name + " ");
    html.element("b", value).end().text(" ");
  }
}
