package org.backlinks.summary;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes summaries as JSON. Payloads and stored summaries have the same members. Unknown values,
 * facets and empty lists are left out.
 */
public final class SummaryJson {
  private final JsonGenerator json;

  private SummaryJson(JsonGenerator json) {
    this.json = json;
  }

  /** Writes the lists of a summary as the member {@code lists} of the current object. */
  public static void writeLists(JsonGenerator json, ReportSummary summary) throws IOException {
    SummaryJson writer = new SummaryJson(json);
    json.writeArrayFieldStart("lists");
    for (ListSummary list : summary.lists()) {
      writer.writeList(list);
    }
    json.writeEndArray();
  }

  private void writeList(ListSummary list) throws IOException {
    json.writeStartObject();
    json.writeStringField("scope", list.scope().wireName());
    writeCoverage(list.of());
    json.writeNumberField("rows", list.rows());
    json.writeNumberField("dead", list.dead());
    writeIfKnown("sourceUrls", list.sourceUrls(), list.rows());
    writeIfKnown("domains", list.domains(), list.rows());
    writeFollow(list.follow());
    writeFacet("linkTypes", list.linkTypes());
    writeFacet("languages", list.languages());
    writeFacet("tlds", list.tlds());
    writeFacet("countries", list.countries());
    writeFacet("topics", list.topics());
    writeFacet("anchors", list.anchors());
    writeFacet("referringDomains", list.referringDomains());
    writeFacet("targets", list.targets());
    writeFlow(list.flow());
    if (list.firstIndexed() != null) {
      json.writeObjectFieldStart("firstIndexed");
      json.writeNumberField("known", list.firstIndexed().known());
      writeMonths(list.firstIndexed().months());
      json.writeEndObject();
    }
    writeLost(list.lost());
    writeSignals(list.signals());
    json.writeEndObject();
  }

  private void writeIfKnown(String name, int sources, int links) throws IOException {
    if (ListSummary.isSourceCountKnown(sources, links)) {
      json.writeNumberField(name, sources);
    }
  }

  private void writeCoverage(ListCoverage coverage) throws IOException {
    json.writeObjectFieldStart("of");
    json.writeNumberField("returned", coverage.returned());
    if (coverage.totalBacklinks() != null) {
      json.writeNumberField("totalBacklinks", coverage.totalBacklinks());
    }
    json.writeBooleanField("complete", coverage.complete());
    json.writeEndObject();
  }

  private void writeFollow(@Nullable FollowCounts follow) throws IOException {
    if (follow != null) {
      json.writeObjectFieldStart("follow");
      json.writeNumberField("known", follow.known());
      json.writeNumberField("follow", follow.follow());
      json.writeNumberField("nofollow", follow.nofollow());
      json.writeEndObject();
    }
  }

  private void writeFacet(String name, @Nullable Facet facet) throws IOException {
    if (facet != null) {
      json.writeObjectFieldStart(name);
      json.writeNumberField("known", facet.known());
      writeValues("values", facet.values());
      json.writeObjectFieldStart("others");
      json.writeNumberField("values", facet.others().values());
      json.writeNumberField("links", facet.others().links());
      json.writeEndObject();
      json.writeEndObject();
    }
  }

  private void writeValues(String name, List<FacetValue> values) throws IOException {
    if (!values.isEmpty()) {
      json.writeArrayFieldStart(name);
      for (FacetValue value : values) {
        json.writeStartObject();
        json.writeStringField("value", value.value());
        json.writeNumberField("links", value.links());
        writeIfKnown("domains", value.domains(), value.links());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }

  private void writeFlow(@Nullable FlowCounts flow) throws IOException {
    if (flow != null) {
      json.writeObjectFieldStart("flow");
      json.writeNumberField("known", flow.known());
      json.writeArrayFieldStart("matrix");
      for (FlowCell cell : flow.matrix()) {
        int[] numbers = {cell.citationFlow(), cell.trustFlow(), cell.links()};
        json.writeArray(numbers, 0, numbers.length);
      }
      json.writeEndArray();
      writeNumbers("citationDeciles", flow.citationDeciles());
      writeNumbers("trustDeciles", flow.trustDeciles());
      json.writeEndObject();
    }
  }

  private void writeNumbers(String name, List<Integer> numbers) throws IOException {
    json.writeArrayFieldStart(name);
    for (int number : numbers) {
      json.writeNumber(number);
    }
    json.writeEndArray();
  }

  private void writeMonths(List<MonthCount> months) throws IOException {
    if (!months.isEmpty()) {
      json.writeArrayFieldStart("months");
      for (MonthCount month : months) {
        json.writeStartObject();
        json.writeStringField("month", month.month().toString());
        json.writeNumberField("links", month.links());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }

  private void writeLost(@Nullable LossCounts lost) throws IOException {
    if (lost != null) {
      json.writeObjectFieldStart("lost");
      json.writeNumberField("known", lost.known());
      writeValues("reasons", lost.reasons());
      writeMonths(lost.months());
      json.writeEndObject();
    }
  }

  private void writeSignals(List<LinkSignal> signals) throws IOException {
    if (!signals.isEmpty()) {
      json.writeArrayFieldStart("signals");
      for (LinkSignal signal : signals) {
        json.writeStartObject();
        json.writeStringField("signal", signal.kind().wireName());
        json.writeNumberField("links", signal.links());
        writeIfKnown("domains", signal.domains(), signal.links());
        json.writeStringField("threshold", signal.kind().threshold());
        if (!signal.examples().isEmpty()) {
          json.writeArrayFieldStart("examples");
          for (String example : signal.examples()) {
            json.writeString(example);
          }
          json.writeEndArray();
        }
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }
}
