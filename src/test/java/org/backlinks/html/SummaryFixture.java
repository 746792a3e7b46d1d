package org.backlinks.html;

import java.io.IOException;
import java.net.URI;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.summary.Facet;
import org.backlinks.summary.FacetValue;
import org.backlinks.summary.FlowCell;
import org.backlinks.summary.FlowCounts;
import org.backlinks.summary.FollowCounts;
import org.backlinks.summary.LinkSignal;
import org.backlinks.summary.ListCoverage;
import org.backlinks.summary.ListSummary;
import org.backlinks.summary.LossCounts;
import org.backlinks.summary.MonthCount;
import org.backlinks.summary.MonthCounts;
import org.backlinks.summary.OtherValues;
import org.backlinks.summary.ReportSummary;
import org.backlinks.summary.SignalKind;
import org.jspecify.annotations.Nullable;

/** Counts the links of a report in a simple way, for pages of tests. */
final class SummaryFixture {
  private final List<Link> links;
  private final List<Link> dead;
  private final List<Link> living;

  private SummaryFixture(List<Link> links) {
    this.links = links;
    this.dead = links.stream().filter(link -> link.lostOn() != null).toList();
    this.living = links.stream().filter(link -> link.lostOn() == null).toList();
  }

  static ReportSummary of(Snapshot snapshot) throws IOException {
    LinkReader reader = new LinkReader(snapshot);
    List<Link> links = reader.read(0, reader.totalRows());
    List<ListSummary> lists = new ArrayList<>();
    for (Scope scope : Scope.values()) {
      List<Link> ofScope =
          links.stream().filter(link -> link.scope().equals(scope.wireName())).toList();
      if (!snapshot.manifest().linkTables(List.of(scope.wireName())).isEmpty()) {
        lists.add(new SummaryFixture(ofScope).list(scope));
      }
    }
    return new ReportSummary(lists);
  }

  private ListSummary list(Scope scope) {
    Facet domains = facet(link -> domain(link.sourceUrl()));
    List<LinkSignal> signals =
        living.size() < 10
            ? List.of()
            : List.of(
                new LinkSignal(SignalKind.ANCHOR_CLUSTER, 4, 5, List.of("buy <b>cheap</b> pills")));
    return new ListSummary(
        scope,
        new ListCoverage(links.size(), links.size() < 3 ? null : 2_812_912_800L, links.isEmpty()),
        living.size(),
        dead.size(),
        (int) living.stream().map(Link::sourceUrl).distinct().count(),
        domains == null ? 0 : domains.values().size() + domains.others().values(),
        follow(),
        facet(Link::linkType),
        facet(Link::language),
        facet(link -> lastLabel(domain(link.sourceUrl()))),
        null,
        null,
        facet(Link::anchorText),
        domains,
        facet(Link::targetUrl),
        flow(),
        months(),
        lost(),
        signals);
  }

  private @Nullable FollowCounts follow() {
    int known = (int) living.stream().filter(link -> link.marks().contains("nofollow")).count();
    int all = (int) living.stream().filter(link -> link.citationFlow() != null).count();
    return all == 0 ? null : new FollowCounts(all, Math.max(0, all - known), Math.min(known, all));
  }

  private @Nullable Facet facet(Function<Link, @Nullable String> property) {
    Map<String, Integer> counts = new HashMap<>();
    Map<String, Set<String>> domains = new HashMap<>();
    int known = 0;
    for (Link link : living) {
      String value = property.apply(link);
      if (value != null) {
        known++;
        counts.merge(value, 1, Integer::sum);
        domains
            .computeIfAbsent(value, _ -> new HashSet<>())
            .add(String.valueOf(domain(link.sourceUrl())));
      }
    }
    if (known == 0) {
      return null;
    }
    List<FacetValue> values =
        counts.entrySet().stream()
            .map(entry ->
                new FacetValue(
                    entry.getKey(), entry.getValue(), domains.get(entry.getKey()).size()))
            .sorted(
                Comparator.comparingInt(FacetValue::links)
                    .reversed()
                    .thenComparing(FacetValue::value))
            .toList();
    List<FacetValue> hidden = values.stream().skip(Facet.MAX_VALUES).toList();
    return new Facet(
        known,
        values.stream().limit(Facet.MAX_VALUES).toList(),
        new OtherValues(hidden.size(), hidden.stream().mapToInt(FacetValue::links).sum()));
  }

  private @Nullable FlowCounts flow() {
    Map<Long, Integer> pairs = new HashMap<>();
    Integer[] citation = new Integer[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    Integer[] trust = citation.clone();
    for (Link link : living) {
      if (link.citationFlow() != null && link.trustFlow() != null) {
        pairs.merge(link.citationFlow() * 1_000 + link.trustFlow(), 1, Integer::sum);
        citation[(int) Math.min(9, link.citationFlow() / 10)]++;
        trust[(int) Math.min(9, link.trustFlow() / 10)]++;
      }
    }
    List<FlowCell> cells =
        pairs.entrySet().stream()
            .map(pair ->
                new FlowCell(
                    (int) (pair.getKey() / 1_000), (int) (pair.getKey() % 1_000), pair.getValue()))
            .toList();
    return cells.isEmpty()
        ? null
        : new FlowCounts(
            cells.stream().mapToInt(FlowCell::links).sum(),
            cells,
            List.of(citation),
            List.of(trust));
  }

  private @Nullable MonthCounts months() {
    List<MonthCount> months = months(living.stream().map(Link::firstIndexed).toList());
    return months.isEmpty()
        ? null
        : new MonthCounts(months.stream().mapToInt(MonthCount::links).sum(), months);
  }

  private @Nullable LossCounts lost() {
    return dead.isEmpty()
        ? null
        : new LossCounts(dead.size(), List.of(), months(dead.stream().map(Link::lostOn).toList()));
  }

  private static List<MonthCount> months(List<@Nullable String> days) {
    Map<YearMonth, Integer> counts =
        days.stream()
            .filter(Objects::nonNull)
            .map(day -> YearMonth.parse(day.substring(0, 7)))
            .collect(Collectors.toMap(month -> month, _ -> 1, Integer::sum));
    return counts.entrySet().stream()
        .map(entry -> new MonthCount(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static @Nullable String domain(@Nullable String url) {
    try {
      String host = url == null ? null : URI.create(url).getHost();
      return host == null ? null : host.replaceFirst("^www\\.", "");
    } catch (IllegalArgumentException noUrl) {
      return null;
    }
  }

  private static @Nullable String lastLabel(@Nullable String host) {
    return host == null ? null : host.substring(host.lastIndexOf('.') + 1);
  }
}
