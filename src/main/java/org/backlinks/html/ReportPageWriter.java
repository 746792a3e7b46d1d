package org.backlinks.html;

import java.util.List;

/** Writes the page of a ready report. */
final class ReportPageWriter {
  private ReportPageWriter() {}

  /**
   * Writes the page.
   *
   * @param rows the links of the page as HTML
   */
  static HtmlWriter write(ReportPage page, List<String> rows) {
    return PageFrame.write(
        "Links to " + DisplayText.isolated(page.target()),
        html -> writeHeader(html, page),
        html -> {
          page.lists().forEach(list -> writeList(html, list));
          if (page.changes() != null) {
            writeChanges(html, page.changes());
          }
          writeLinks(html, page, rows);
          writeWarnings(html, page.warnings());
        });
  }

  private static void writeHeader(HtmlWriter html, ReportPage page) {
    html.begin("h1").text("Links to ").foreignText(page.target()).end();
    if (page.lists().size() == 1) {
      html.element("p", page.lists().getFirst().coverage(), "class", "lead");
    }
    html.begin("dl", "class", "facts");
    for (ReportFacts.Fact fact : page.facts()) {
      html.begin("div").element("dt", fact.name());
      html.begin("dd", "class", fact.isLong() ? "long" : "").foreignText(fact.value());
      html.end().end();
    }
    html.end();
    writeContents(html, page);
  }

  /** Writes links to the parts of the page, if it has several. */
  private static void writeContents(HtmlWriter html, ReportPage page) {
    if (page.isFirst()) {
      html.begin("nav", "aria-label", "Parts of this page");
      for (ListSection list : page.lists()) {
        html.element("a", list.heading(), "href", "#" + list.id() + "-heading");
      }
      if (page.changes() != null) {
        html.element("a", "Changes", "href", "#changes-heading");
      }
      html.element("a", "All links", "href", "#links-heading").end();
    }
  }

  private static void writeList(HtmlWriter html, ListSection list) {
    String headingId = list.id() + "-heading";
    html.begin("section", "aria-labelledby", headingId, "data-list", list.id());
    html.element("h2", list.heading(), "id", headingId);
    html.element("p", list.coverage(), "class", "note");
    if (list.charts().isEmpty()) {
      html.element("p", "The counts of this list are not available now.", "class", "note");
    } else {
      html.begin("dl", "class", "tiles");
      for (ListSection.Tile tile : list.tiles()) {
        html.begin("div").element("dt", tile.name()).begin("dd").text(tile.value());
        html.element("span", tile.note(), "class", "note").end().end();
      }
      html.end();
      html.element("h3", "Charts of the living links in this report");
      html.begin("div", "class", "charts");
      ChartWriter charts = new ChartWriter(html);
      list.charts().forEach(charts::write);
      html.end();
      writeSignals(html, list.signals());
    }
    html.end();
  }

  private static void writeSignals(HtmlWriter html, List<ListSection.Signal> signals) {
    if (signals.isEmpty()) {
      return;
    }
    html.element("h3", "What stands out");
    html.element("p", "These are observations, not judgements.", "class", "note");
    html.begin("ul", "class", "signals");
    for (ListSection.Signal signal : signals) {
      html.begin("li", "class", "card").element("b", signal.count());
      html.text(": " + signal.threshold() + ".");
      if (!signal.examples().isEmpty()) {
        html.begin("ul");
        for (String example : signal.examples()) {
          html.begin("li").foreignText(example).end();
        }
        html.end();
      }
      html.end();
    }
    html.end();
  }

  private static void writeChanges(HtmlWriter html, ChangesSection changes) {
    html.begin("section", "aria-labelledby", "changes-heading");
    html.element("h2", "Changes since " + changes.since(), "id", "changes-heading");
    html.element(
        "p", changes.scope() + ": " + changes.unchanged() + " did not change.", "class", "note");
    html.begin("dl", "class", "tiles");
    for (ChangesSection.Group group : changes.groups()) {
      html.begin("div").element("dt", group.name());
      html.begin("dd").text(Numbers.grouped(group.count()));
      html.element("span", group.meaning(), "class", "note").end().end();
    }
    html.end();
    LinkTableWriter table = new LinkTableWriter(html);
    for (ChangesSection.Group group : changes.groups()) {
      if (!group.links().isEmpty()) {
        String links = Numbers.count(group.count(), "link");
        String caption =
            group.links().size() == group.count()
                ? group.name() + ": " + links
                : "%s: the first %d of %s".formatted(group.name(), group.links().size(), links);
        table.write(caption, group.links().stream().map(LinkTableWriter::row).toList());
      }
    }
    html.end();
  }

  private static void writeLinks(HtmlWriter html, ReportPage page, List<String> rows) {
    html.begin("section", "aria-labelledby", "links-heading");
    html.element("h2", "Links", "id", "links-heading");
    if (rows.isEmpty()) {
      html.element("p", "This report has no links.");
    } else {
      new LinkTableWriter(html)
          .write(
              "Links %s to %s of %s, in Majestic's order"
                  .formatted(
                      Numbers.grouped(page.firstLink()),
                      Numbers.grouped(page.lastLink()),
                      Numbers.grouped(page.totalLinks())),
              rows);
    }
    if (page.firstPageHref() != null || page.nextPageHref() != null) {
      html.begin("nav", "aria-label", "Pages");
      if (page.firstPageHref() != null) {
        html.element("a", "First page of this report", "href", page.firstPageHref());
      }
      if (page.nextPageHref() != null) {
        html.element("a", "Next links", "href", page.nextPageHref(), "rel", "next");
      }
      html.end();
    }
    html.end();
  }

  private static void writeWarnings(HtmlWriter html, List<String> warnings) {
    if (warnings.isEmpty()) {
      return;
    }
    html.begin("section", "aria-labelledby", "warnings-heading");
    html.element("h2", "Warnings", "id", "warnings-heading");
    html.begin("ul", "class", "warn");
    for (String warning : warnings) {
      html.begin("li").foreignText(warning).end();
    }
    html.end().end();
  }
}
