package org.backlinks.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.backlinks.url.Host;
import org.backlinks.url.RegistrableDomain;
import org.backlinks.url.UrlHostReader;
import org.jspecify.annotations.Nullable;

/** Counts the rows of a list in the simplest way, to check a summary. */
final class RowByRowCount {
  private final List<Map<String, String>> living = new ArrayList<>();
  private final List<Map<String, String>> dead = new ArrayList<>();
  private final Map<String, Map<String, String>> domainRows = new HashMap<>();
  private final Map<String, @Nullable String> networkOfDomain = new HashMap<>();
  private final UrlHostReader hostReader = new UrlHostReader();

  RowByRowCount(List<Map<String, String>> rows, List<Map<String, String>> domains) {
    rows.forEach(row -> (isDead(row) ? dead : living).add(row));
    domains.forEach(this::addDomain);
  }

  private void addDomain(Map<String, String> row) {
    String id = row.get("DomainID");
    if (domainRows.putIfAbsent(id, row) == null) {
      String network = networkOf(row.get("IP"));
      networkOfDomain.put(id, network == null ? networkOf(row.get("SubNet")) : network);
    }
  }

  private static boolean isDead(Map<String, String> row) {
    LocalDate lost = day(row, "DateLost");
    LocalDate seen = day(row, "LastSeenDate");
    return "1".equals(cell(row, "FlagDeleted"))
        || (lost != null && (seen == null || !lost.isBefore(seen)));
  }

  private static @Nullable String cell(Map<String, String> row, String column) {
    String text = row.get(column);
    return text == null || text.isEmpty() || text.equals(" ") ? null : text;
  }

  private static @Nullable LocalDate day(Map<String, String> row, String column) {
    String text = cell(row, column);
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeParseException notADay) {
      return null;
    }
  }

  private static int number(Map<String, String> row, String column) {
    String text = cell(row, column);
    return "4.0".equals(text) ? 4 : text == null || text.equals("x") ? -1 : Integer.parseInt(text);
  }

  private @Nullable String domain(Map<String, String> row) {
    byte[] url = row.getOrDefault("SourceURL", "").getBytes(StandardCharsets.UTF_8);
    hostReader.read(url, 0, url.length);
    String host = new String(hostReader.host(), 0, hostReader.hostLength(), StandardCharsets.UTF_8);
    String name =
        host.length() > 1 && host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    String domain = RegistrableDomain.of(Host.ofAddress(name));
    return domain.isEmpty() ? null : domain;
  }

  private @Nullable String topLevelDomain(Map<String, String> row) {
    String domain = domain(row);
    if (domain == null || Host.ofAddress(domain).isIpAddress()) {
      return null;
    }
    String label = domain.substring(domain.lastIndexOf('.') + 1);
    return label.isEmpty() || label.matches("[0-9]+") ? null : label;
  }

  private @Nullable Map<String, String> domainRow(Map<String, String> row) {
    return domainRows.get(row.getOrDefault("DomainID", ""));
  }

  private @Nullable String country(Map<String, String> row) {
    Map<String, String> facts = domainRow(row);
    return facts == null ? null : cell(facts, "CountryCode");
  }

  private @Nullable String network(Map<String, String> row) {
    return networkOfDomain.get(row.getOrDefault("DomainID", ""));
  }

  /** Returns the network of an address that has four numbers, or its first three. */
  private static @Nullable String networkOf(String address) {
    List<String> numbers = List.of(address.split("\\.", -1));
    boolean isAddress =
        (numbers.size() == 3 || numbers.size() == 4)
            && numbers.stream()
                .allMatch(number -> number.matches("[0-9]{1,3}") && Integer.parseInt(number) < 256);
    return isAddress ? String.join(".", numbers.subList(0, 3)) + ".0/24" : null;
  }

  void assertEqualTo(ListSummary list) {
    assertThat(list.rows()).isEqualTo(living.size());
    assertThat(list.dead()).isEqualTo(dead.size());
    assertThat(list.sourceUrls()).isEqualTo(distinct(row -> cell(row, "SourceURL")));
    assertThat(list.domains()).isEqualTo(distinct(this::domain));
    assertFollow(list.follow());
    assertFacet(list.linkTypes(), row -> known(cell(row, "LinkType")));
    assertFacet(list.languages(), row -> known(cell(row, "SourceLanguage")));
    assertFacet(list.anchors(), row -> known(cell(row, "AnchorText")));
    assertFacet(list.targets(), row -> known(cell(row, "TargetURL")));
    assertFacet(list.referringDomains(), row -> known(domain(row)));
    assertFacet(list.tlds(), row -> known(topLevelDomain(row)));
    assertFacet(list.countries(), row -> known(country(row)));
    assertFacet(list.topics(), RowByRowCount::topics);
    assertFlow(list.flow());
    assertMonths(list.firstIndexed(), living, "FirstIndexedDate");
    assertLost(list.lost());
    assertSignals(list);
  }

  private int distinct(Function<Map<String, String>, @Nullable String> value) {
    Set<String> values = new HashSet<>();
    living.forEach(row -> values.add(String.valueOf(value.apply(row))));
    values.remove("null");
    return values.size();
  }

  private static Set<String> topics(Map<String, String> row) {
    Set<String> topics = new HashSet<>();
    topics.add(cell(row, "SourceTopicalTrustFlow_Topic_0"));
    topics.add(cell(row, "sourcetopicaltrustflow_topic_1"));
    topics.remove(null);
    return topics;
  }

  private void assertFollow(@Nullable FollowCounts follow) {
    int yes =
        (int) living.stream().filter(row -> row.get("FlagNoFollow").matches("1|true")).count();
    int no =
        (int) living.stream().filter(row -> row.get("FlagNoFollow").matches("0|False")).count();
    assertThat(follow).isEqualTo(yes + no == 0 ? null : new FollowCounts(yes + no, no, yes));
  }

  private static Set<String> known(@Nullable String value) {
    return value == null ? Set.of() : Set.of(value);
  }

  private void assertFacet(
      @Nullable Facet facet, Function<Map<String, String>, Set<String>> valuesOf) {
    List<FacetValue> all = values(living, valuesOf);
    if (all.isEmpty()) {
      assertThat(facet).isNull();
      return;
    }
    int known = (int) living.stream().filter(row -> !valuesOf.apply(row).isEmpty()).count();
    int listed = Math.min(Facet.MAX_VALUES, all.size());
    int otherLinks = all.stream().skip(listed).mapToInt(FacetValue::links).sum();
    assertThat(facet)
        .isEqualTo(
            new Facet(
                known, all.subList(0, listed), new OtherValues(all.size() - listed, otherLinks)));
  }

  private List<FacetValue> values(
      List<Map<String, String>> rows, Function<Map<String, String>, Set<String>> valuesOf) {
    Map<String, Integer> links = new TreeMap<>();
    Map<String, Set<String>> domains = new HashMap<>();
    for (Map<String, String> row : rows) {
      for (String value : valuesOf.apply(row)) {
        links.merge(value, 1, Integer::sum);
        Set<String> found = domains.computeIfAbsent(value, _ -> new HashSet<>());
        found.addAll(known(domain(row)));
      }
    }
    List<FacetValue> values = new ArrayList<>();
    links.forEach((value, count) ->
        values.add(new FacetValue(value, count, domains.getOrDefault(value, Set.of()).size())));
    values.sort(
        Comparator.comparingInt(FacetValue::links)
            .reversed()
            .thenComparing(value -> value.value().codePoints().toArray(), Arrays::compare));
    return values;
  }

  private void assertFlow(@Nullable FlowCounts flow) {
    int[] citationDeciles = new int[FlowCounts.DECILES];
    int[] trustDeciles = new int[FlowCounts.DECILES];
    Map<List<Integer>, Integer> cells = new HashMap<>();
    int known = 0;
    for (Map<String, String> row : living) {
      int citation = number(row, "SourceCitationFlow");
      int trust = number(row, "SourceTrustFlow");
      if (citation >= 0 && citation <= 100 && trust >= 0 && trust <= 100) {
        known++;
        cells.merge(List.of(citation, trust), 1, Integer::sum);
        citationDeciles[citation == 100 ? 9 : citation / 10]++;
        trustDeciles[trust == 100 ? 9 : trust / 10]++;
      }
    }
    if (known == 0) {
      assertThat(flow).isNull();
      return;
    }
    assertThat(flow).isNotNull();
    assertThat(flow.known()).isEqualTo(known);
    assertThat(flow.citationDeciles()).containsExactly(boxed(citationDeciles));
    assertThat(flow.trustDeciles()).containsExactly(boxed(trustDeciles));
    Map<List<Integer>, Integer> found = new HashMap<>();
    flow.matrix()
        .forEach(cell -> found.put(List.of(cell.citationFlow(), cell.trustFlow()), cell.links()));
    assertThat(found).isEqualTo(cells);
  }

  private static Integer[] boxed(int[] counts) {
    return Arrays.stream(counts).boxed().toArray(Integer[]::new);
  }

  private static List<MonthCount> months(List<Map<String, String>> rows, String column) {
    Map<YearMonth, Integer> links = new TreeMap<>();
    for (Map<String, String> row : rows) {
      LocalDate day = day(row, column);
      if (day != null) {
        links.merge(YearMonth.from(day), 1, Integer::sum);
      }
    }
    List<MonthCount> months = new ArrayList<>();
    links.forEach((month, count) -> months.add(new MonthCount(month, count)));
    months.sort(Comparator.comparingInt(MonthCount::links).reversed());
    return months;
  }

  private static void assertMonths(
      @Nullable MonthCounts counts, List<Map<String, String>> rows, String column) {
    List<MonthCount> months = months(rows, column);
    int known = months.stream().mapToInt(MonthCount::links).sum();
    assertThat(counts).isEqualTo(known == 0 ? null : new MonthCounts(known, months));
  }

  private void assertLost(@Nullable LossCounts lost) {
    int known =
        (int)
            dead.stream()
                .filter(row -> cell(row, "ReasonLost") != null || day(row, "DateLost") != null)
                .count();
    LossCounts expected =
        new LossCounts(
            known, values(dead, row -> known(cell(row, "ReasonLost"))), months(dead, "DateLost"));
    assertThat(lost).isEqualTo(known == 0 ? null : expected);
  }

  private void assertSignals(ListSummary list) {
    List<List<Object>> expected = new ArrayList<>();
    addSignal(
        expected, SignalKind.MANY_OUTLINKS, row -> number(row, "SourceOutLinksExternal") > 100);
    addSignal(
        expected,
        SignalKind.FLOW_IMBALANCE,
        row ->
            number(row, "SourceCitationFlow") >= 20
                && number(row, "SourceCitationFlow") <= 100
                && number(row, "SourceTrustFlow") >= 0
                && number(row, "SourceTrustFlow") <= 5);
    Set<String> networks = cluster(row -> known(network(row)), 5);
    addSignal(
        expected,
        SignalKind.SUBNET_CLUSTER,
        row -> networks.contains(String.valueOf(network(row))));
    int minDomains = Math.max(5, (list.domains() + 9) / 10);
    Set<String> anchors = cluster(row -> known(cell(row, "AnchorText")), minDomains);
    addSignal(
        expected,
        SignalKind.ANCHOR_CLUSTER,
        row -> cell(row, "AnchorText") != null && anchors.contains(row.get("AnchorText")));
    assertThat(list.signals())
        .extracting(signal -> List.<Object>of(signal.kind(), signal.links(), signal.domains()))
        .isEqualTo(expected);
    assertThat(list.signals())
        .allSatisfy(signal ->
            assertThat(signal.examples()).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(5));
  }

  private Set<String> cluster(Function<Map<String, String>, Set<String>> valuesOf, int minDomains) {
    Set<String> members = new HashSet<>();
    for (FacetValue value : values(living, valuesOf)) {
      if (value.domains() >= minDomains) {
        members.add(value.value());
      }
    }
    return members;
  }

  private void addSignal(
      List<List<Object>> signals, SignalKind kind, Predicate<Map<String, String>> test) {
    List<Map<String, String>> rows = living.stream().filter(test).toList();
    Set<String> domains = new HashSet<>();
    rows.forEach(row -> domains.addAll(known(domain(row))));
    if (!rows.isEmpty()) {
      signals.add(List.of(kind, rows.size(), domains.size()));
    }
  }
}
