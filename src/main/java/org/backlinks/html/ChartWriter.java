package org.backlinks.html;

import java.util.List;

/** Writes charts as SVG, each with a table of its numbers. */
final class ChartWriter {
  private final HtmlWriter html;

  ChartWriter(HtmlWriter html) {
    this.html = html;
  }

  /** Writes a chart. */
  void write(Chart chart) {
    html.begin("figure", "class", "card", "id", chart.id());
    html.begin("figcaption").element("h4", chart.title());
    html.element("p", chart.note(), "class", "note").end();
    if (chart.isKnown()) {
      switch (chart) {
        case BarChart bars -> write(bars);
        case FlowChart flow -> write(flow);
        case FollowChart follow -> write(follow);
        case MonthChart months -> write(months);
      }
    }
    html.end();
  }

  private void beginSvg(Chart chart, int width, int height) {
    html.begin(
        "svg",
        "viewBox",
        "0 0 %d %d".formatted(width, height),
        "role",
        "img",
        "aria-label",
        chart.description());
  }

  private void write(BarChart chart) {
    beginSvg(chart, BarChart.WIDTH, chart.height());
    for (BarChart.Bar bar : chart.bars()) {
      svgText(DisplayText.isolated(bar.label()), "", 0, bar.textY());
      svgText(Numbers.grouped(bar.links()), "n", BarChart.WIDTH, bar.textY());
    }
    path("t", chart.trackPath());
    path("a", chart.barPath());
    html.end();
    beginTable(chart.title(), List.of(chart.valueName(), "Links", "Share", "Domains"));
    for (BarChart.Bar bar : chart.bars()) {
      html.begin("tr").begin("th", "scope", "row").foreignText(bar.text()).end();
      number(Numbers.grouped(bar.links()));
      number(bar.share());
      number(Numbers.ofSources(bar.domains(), bar.links()));
      html.end();
    }
    BarChart.Others others = chart.others();
    if (others != null) {
      html.begin("tr", "class", "others");
      html.element("th", Numbers.count(others.values(), "other value"), "scope", "row");
      number(Numbers.grouped(others.links()));
      number("");
      number("");
      html.end();
    }
    endTable();
  }

  private void write(FollowChart chart) {
    beginSvg(chart, FollowChart.WIDTH, FollowChart.HEIGHT);
    for (FollowChart.Part part : chart.parts()) {
      rect(part.style(), part.x(), 0, part.width(), 28);
      rect(part.style(), part.legendX(), 43, 10, 10);
      svgText(part.name(), "s", part.legendX() + 16, 52);
      svgText(Numbers.grouped(part.links()), "v", part.legendX() + 16, 71);
    }
    html.end();
    beginTable(chart.title(), List.of("Links", "Number", "Share"));
    for (FollowChart.Part part : chart.parts()) {
      html.begin("tr").element("th", part.name(), "scope", "row");
      number(Numbers.grouped(part.links()));
      number(part.share());
      html.end();
    }
    endTable();
  }

  private void write(MonthChart chart) {
    beginSvg(chart, MonthChart.WIDTH, MonthChart.HEIGHT);
    int left = MonthChart.LEFT;
    String line = Chart.text(chart.lineY());
    path("a", chart.firstIndexedPath());
    path("b", chart.lostPath());
    path("axis", "M%d %sH%d".formatted(left, line, MonthChart.WIDTH));
    if (chart.maxFirstIndexed() > 0) {
      svgText(Numbers.grouped(chart.maxFirstIndexed()), "s n", left - 6, MonthChart.TOP + 8);
    }
    if (chart.maxLost() > 0) {
      svgText(Numbers.grouped(chart.maxLost()), "s n", left - 6, chart.bottomY());
    }
    int labelY = (int) chart.bottomY() + 18;
    svgText(chart.periods().getFirst().label(), "s", left, labelY);
    if (chart.periods().size() > 1) {
      svgText(chart.periods().getLast().label(), "s n", MonthChart.WIDTH, labelY);
    }
    html.end();
    html.begin("p", "class", "keys");
    key("a", "First indexed");
    key("b", "Lost");
    html.end();
    beginTable(chart.title(), List.of(chart.unitName(), "First indexed", "Lost"));
    for (MonthChart.Period period : chart.periods()) {
      if (period.firstIndexed() + period.lost() > 0) {
        html.begin("tr").element("th", period.label(), "scope", "row");
        number(Numbers.grouped(period.firstIndexed()));
        number(Numbers.grouped(period.lost()));
        html.end();
      }
    }
    endTable();
  }

  private void write(FlowChart chart) {
    beginSvg(chart, FlowChart.WIDTH, FlowChart.HEIGHT);
    int right = FlowChart.LEFT + FlowChart.SIDE;
    int bottom = FlowChart.TOP + FlowChart.SIDE;
    rect("t", FlowChart.LEFT, FlowChart.TOP, FlowChart.SIDE, FlowChart.SIDE);
    List<FlowChart.Shade> shades = chart.shades();
    for (FlowChart.Shade shade : shades) {
      path("q" + shade.number(), shade.path());
    }
    path("even", "M%d %dL%d %d".formatted(FlowChart.LEFT, bottom, right, FlowChart.TOP));
    path("u", chart.citationPath());
    path("u", chart.trustPath());
    writeFlowAxes(bottom);
    html.end();
    html.begin("p", "class", "keys").element("span", "Links in a cell:");
    for (FlowChart.Shade shade : shades) {
      key("q" + shade.number(), shade.range());
    }
    html.end();
    beginTable(chart.title(), List.of("Flow", "By Citation Flow", "By Trust Flow"));
    for (FlowChart.Decile decile : chart.deciles()) {
      html.begin("tr").element("th", decile.label(), "scope", "row");
      number(Numbers.grouped(decile.citationFlow()));
      number(Numbers.grouped(decile.trustFlow()));
      html.end();
    }
    endTable();
  }

  private void writeFlowAxes(int bottom) {
    for (int flow = 0; flow <= 100; flow += 50) {
      int offset = flow * FlowChart.SIDE / 100;
      svgText(Integer.toString(flow), "s m", FlowChart.LEFT + offset, bottom + 16);
      svgText(Integer.toString(flow), "s n", FlowChart.LEFT - 6, bottom - offset + 4);
    }
    int middle = FlowChart.SIDE / 2;
    svgText("Citation Flow", "s m", FlowChart.LEFT + middle, bottom + 34);
    html.element(
        "text",
        "Trust Flow",
        "class",
        "s m",
        "transform",
        "translate(10 %d)rotate(-90)".formatted(FlowChart.TOP + middle));
  }

  /** Writes what a color means. */
  private void key(String style, String meaning) {
    html.begin("span", "class", "key").begin("svg", "viewBox", "0 0 10 10", "aria-hidden", "true");
    rect(style, 0, 0, 10, 10);
    html.end().text(meaning).end();
  }

  private void beginTable(String title, List<String> columns) {
    html.begin("details").begin("summary").text("Show the numbers");
    html.element("span", " of " + title, "class", "hidden").end();
    html.begin("table").element("caption", title, "class", "hidden").begin("thead").begin("tr");
    for (String column : columns) {
      html.element("th", column, "scope", "col");
    }
    html.end().end().begin("tbody");
  }

  private void endTable() {
    html.end().end().end();
  }

  private void number(String text) {
    html.element("td", text);
  }

  private void svgText(String text, String style, double x, double y) {
    html.element("text", text, "class", style, "x", Chart.text(x), "y", Chart.text(y));
  }

  private void path(String style, String data) {
    if (!data.isEmpty()) {
      html.shape("path", "class", style, "d", data);
    }
  }

  private void rect(String style, double x, double y, double width, double height) {
    html.shape(
        "rect",
        "class",
        style,
        "x",
        Chart.text(x),
        "y",
        Chart.text(y),
        "width",
        Chart.text(width),
        "height",
        Chart.text(height),
        "rx",
        height > 12 ? "3" : "2");
  }
}
