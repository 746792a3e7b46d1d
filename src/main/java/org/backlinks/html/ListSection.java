package org.backlinks.html;

import java.util.ArrayList;
import java.util.List;
import org.backlinks.question.Scope;
import org.backlinks.summary.ListSummary;
import org.backlinks.summary.LossCounts;
import org.backlinks.summary.MonthCounts;
import org.jspecify.annotations.Nullable;

/**
 * The part of a page about one list: its key numbers, its charts, and what stands out.
 *
 * @param id a name that no other list has
 * @param coverage how much of upstream's index the list has, in a sentence
 * @param charts in the order in which they are shown
 */
record ListSection(
    String id,
    String heading,
    String coverage,
    List<Tile> tiles,
    List<Chart> charts,
    List<Signal> signals) {

  /** A key number with its name. */
  record Tile(String name, String value, String note) {}

  /**
   * Something that stands out.
   *
   * @param threshold when links show it, in words
   * @param count how many links show it, in words
   */
  record Signal(String threshold, String count, List<String> examples) {
    Signal {
      examples = List.copyOf(examples);
    }
  }

  ListSection {
    tiles = List.copyOf(tiles);
    charts = List.copyOf(charts);
    signals = List.copyOf(signals);
  }

  /**
   * Returns the part about a list.
   *
   * @param maxText the maximum length of a value in a chart
   */
  static ListSection of(ListSummary list, int maxText) {
    String id = list.scope().wireName();
    return new ListSection(
        id,
        ScopeNames.heading(list.scope()),
        coverage(list.of().returned(), list.of().totalBacklinks(), list.of().complete()),
        tiles(list),
        charts(list, id, maxText),
        list.signals().stream()
            .map(signal ->
                new Signal(
                    signal.kind().threshold(),
                    Numbers.count(signal.links(), "link") + fromDomains(signal.domains()),
                    signal.examples().stream()
                        .map(example -> DisplayText.of(example, maxText))
                        .toList()))
            .toList());
  }

  private static String fromDomains(int domains) {
    return domains == 0 ? "" : " from " + Numbers.count(domains, "domain");
  }

  /** Returns the part about a list that has no summary. */
  static ListSection withoutSummary(Scope scope, int returned, @Nullable Long totalBacklinks) {
    return new ListSection(
        scope.wireName(),
        ScopeNames.heading(scope),
        coverage(returned, totalBacklinks, false),
        List.of(),
        List.of(),
        List.of());
  }

  private static String coverage(int returned, @Nullable Long total, boolean isComplete) {
    String links = Numbers.count(returned, "link");
    if (isComplete) {
      return "All " + links + " that the index has.";
    }
    return total == null
        ? links + "; it is unknown how many the index has."
        : "The top %s of %s that the index has."
            .formatted(Numbers.grouped(returned), Numbers.count(total, "link"));
  }

  private static List<Tile> tiles(ListSummary list) {
    Long total = list.of().totalBacklinks();
    String followShare =
        list.follow() == null
            ? Numbers.UNKNOWN
            : Numbers.percent(list.follow().follow(), list.follow().known());
    String followNote =
        list.follow() == null
            ? ""
            : "%s of %s known"
                .formatted(
                    Numbers.grouped(list.follow().follow()),
                    Numbers.grouped(list.follow().known()));
    return List.of(
        new Tile("Living links", Numbers.grouped(list.rows()), "in this report"),
        new Tile("Dead links", Numbers.grouped(list.dead()), "in this report"),
        new Tile("Source pages", Numbers.ofSources(list.sourceUrls(), list.rows()), ""),
        new Tile("Referring domains", Numbers.ofSources(list.domains(), list.rows()), ""),
        new Tile("Followed", followShare, followNote),
        new Tile(
            "All links",
            total == null ? Numbers.UNKNOWN : Numbers.compact(total),
            total == null ? "in the index" : Numbers.grouped(total) + " in the index"));
  }

  private static List<Chart> charts(ListSummary list, String id, int maxText) {
    int rows = list.rows();
    List<Chart> charts = new ArrayList<>();
    charts.add(FlowChart.of(id + "-flow", list.flow(), rows));
    charts.add(months(list, id + "-months"));
    charts.add(FollowChart.of(id + "-follow", list.follow(), rows));
    charts.add(BarChart.of(id + "-types", "Link types", "Type", list.linkTypes(), rows, maxText));
    charts.add(
        BarChart.of(
            id + "-topics", "Topics of source pages", "Topic", list.topics(), rows, maxText));
    charts.add(
        BarChart.of(id + "-anchors", "Anchor texts", "Anchor text", list.anchors(), rows, maxText));
    charts.add(
        BarChart.of(
            id + "-domains",
            "Referring domains",
            "Domain",
            list.referringDomains(),
            rows,
            maxText));
    charts.add(BarChart.of(id + "-targets", "Target pages", "Page", list.targets(), rows, maxText));
    charts.add(
        BarChart.of(id + "-tlds", "Top-level domains", "Domain", list.tlds(), rows, maxText));
    charts.add(
        BarChart.of(id + "-countries", "Countries", "Country", list.countries(), rows, maxText));
    charts.add(
        BarChart.of(id + "-languages", "Languages", "Language", list.languages(), rows, maxText));
    return charts;
  }

  private static MonthChart months(ListSummary list, String id) {
    MonthCounts first = list.firstIndexed();
    LossCounts lost = list.lost();
    String note =
        "First indexed: known for %s of %s. Lost: known for %s of %s."
            .formatted(
                Numbers.grouped(first == null ? 0 : first.known()),
                Numbers.count(list.rows(), "living link"),
                Numbers.grouped(lost == null ? 0 : lost.known()),
                Numbers.count(list.dead(), "dead link"));
    return MonthChart.of(
        id,
        note,
        first == null ? List.of() : first.months(),
        lost == null ? List.of() : lost.months());
  }
}
