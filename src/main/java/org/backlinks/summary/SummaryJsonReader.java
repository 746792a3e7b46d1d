package org.backlinks.summary;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.backlinks.question.Scope;
import org.backlinks.question.WireNamed;
import org.jspecify.annotations.Nullable;

/** Reads the JSON that {@link SummaryJson} wrote. */
final class SummaryJsonReader {
  private SummaryJsonReader() {}

  /**
   * Returns the summary.
   *
   * @throws IllegalArgumentException when a name is unknown
   */
  static ReportSummary read(JsonNode json) {
    return new ReportSummary(readAll(json.path("lists"), SummaryJsonReader::readList));
  }

  private static ListSummary readList(JsonNode list) {
    JsonNode of = list.path("of");
    JsonNode total = of.path("totalBacklinks");
    return new ListSummary(
        parse(Scope.class, list.path("scope")),
        new ListCoverage(
            of.path("returned").asInt(),
            total.isMissingNode() ? null : total.asLong(),
            of.path("complete").asBoolean()),
        list.path("rows").asInt(),
        list.path("dead").asInt(),
        list.path("sourceUrls").asInt(),
        list.path("domains").asInt(),
        readIfPresent(list.path("follow"), SummaryJsonReader::readFollow),
        readFacet(list, "linkTypes"),
        readFacet(list, "languages"),
        readFacet(list, "tlds"),
        readFacet(list, "countries"),
        readFacet(list, "topics"),
        readFacet(list, "anchors"),
        readFacet(list, "referringDomains"),
        readFacet(list, "targets"),
        readIfPresent(list.path("flow"), SummaryJsonReader::readFlow),
        readIfPresent(
            list.path("firstIndexed"),
            months -> new MonthCounts(known(months), readMonths(months))),
        readIfPresent(
            list.path("lost"),
            lost -> new LossCounts(known(lost), readValues(lost, "reasons"), readMonths(lost))),
        readAll(list.path("signals"), SummaryJsonReader::readSignal));
  }

  private static FollowCounts readFollow(JsonNode follow) {
    return new FollowCounts(
        known(follow), follow.path("follow").asInt(), follow.path("nofollow").asInt());
  }

  private static @Nullable Facet readFacet(JsonNode list, String name) {
    return readIfPresent(
        list.path(name),
        facet -> {
          JsonNode others = facet.path("others");
          return new Facet(
              known(facet),
              readValues(facet, "values"),
              new OtherValues(others.path("values").asInt(), others.path("links").asInt()));
        });
  }

  private static List<FacetValue> readValues(JsonNode object, String name) {
    return readAll(
        object.path(name),
        value ->
            new FacetValue(
                value.path("value").asText(),
                value.path("links").asInt(),
                value.path("domains").asInt()));
  }

  private static FlowCounts readFlow(JsonNode flow) {
    return new FlowCounts(
        known(flow),
        readAll(
            flow.path("matrix"),
            cell -> new FlowCell(cell.path(0).asInt(), cell.path(1).asInt(), cell.path(2).asInt())),
        readAll(flow.path("citationDeciles"), JsonNode::asInt),
        readAll(flow.path("trustDeciles"), JsonNode::asInt));
  }

  private static List<MonthCount> readMonths(JsonNode object) {
    return readAll(
        object.path("months"),
        month ->
            new MonthCount(
                YearMonth.parse(month.path("month").asText()), month.path("links").asInt()));
  }

  private static LinkSignal readSignal(JsonNode signal) {
    return new LinkSignal(
        parse(SignalKind.class, signal.path("signal")),
        signal.path("links").asInt(),
        signal.path("domains").asInt(),
        readAll(signal.path("examples"), JsonNode::asText));
  }

  private static int known(JsonNode object) {
    return object.path("known").asInt();
  }

  private static <E extends Enum<E> & WireNamed> E parse(Class<E> type, JsonNode name) {
    return WireNamed.parse(type, name.textValue())
        .orElseThrow(() -> new IllegalArgumentException("unknown name: " + name));
  }

  private static <T> @Nullable T readIfPresent(JsonNode node, Function<JsonNode, T> reader) {
    return node.isMissingNode() ? null : reader.apply(node);
  }

  private static <T> List<T> readAll(JsonNode array, Function<JsonNode, T> reader) {
    List<T> values = new ArrayList<>();
    array.forEach(node -> values.add(reader.apply(node)));
    return values;
  }
}
