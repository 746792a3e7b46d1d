package org.backlinks.html;

import java.util.function.Consumer;

/** The parts that all pages have. */
final class PageFrame {
  private PageFrame() {}

  /**
   * Writes a page.
   *
   * @param title the title of the window
   * @param header writes the content of the header
   * @param main writes the content of the main part
   */
  static HtmlWriter write(String title, Consumer<HtmlWriter> header, Consumer<HtmlWriter> main) {
    HtmlWriter html = new HtmlWriter().doctype();
    html.begin("html", "lang", "en").begin("head");
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "name", "viewport", "content", "width=device-width,initial-scale=1");
    html.element("title", title);
    html.empty("link", "rel", "icon", "href", "data:,");
    html.style(PageStyle.css()).end();
    html.begin("body");
    html.element("a", "Skip to the content", "class", "skip", "href", "#main");
    html.begin("header").begin("div", "class", "wrap");
    html.element("p", "Backlinks", "class", "brand");
    header.accept(html);
    html.end().end();
    html.begin("main", "id", "main").begin("div", "class", "wrap");
    main.accept(html);
    html.end().end();
    html.begin("footer").begin("div", "class", "wrap");
    html.element(
        "p",
        "Absent numbers are unknown, not zero. The links are data of Majestic. Nobody has checked"
            + " the pages that they lead to.");
    return html.end().end().end().end();
  }

  /** Writes a fact with its name into a list of facts. */
  static void writeFact(HtmlWriter html, String name, String value) {
    html.begin("div").element("dt", name).element("dd", value).end();
  }
}
