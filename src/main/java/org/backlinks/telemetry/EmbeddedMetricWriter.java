package org.backlinks.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.backlinks.telemetry.Metrics.Metric;

/**
 * Writes metrics in CloudWatch's embedded metric format. It bypasses the logger, so that no log
 * level suppresses its lines.
 */
public final class EmbeddedMetricWriter {
  private static final String NAMESPACE = "Backlinks";
  private static final String TABLE = "Table";
  private static final String TYPE = "Type";

  private final Clock clock;
  private final String tableName;
  private final JsonLineWriter writer;

  public EmbeddedMetricWriter(Clock clock, String tableName, JsonLineWriter writer) {
    this.clock = clock;
    this.tableName = tableName;
    this.writer = writer;
  }

  /** Writes one line with all values, and one line for each type of failure. */
  void write(Metrics.Totals totals) {
    if (!totals.values().isEmpty()) {
      writer.write(json -> {
        writeDirectives(json, List.of(List.of(TABLE)), List.copyOf(totals.values().keySet()));
        json.writeStringField(TABLE, tableName);
        for (Map.Entry<Metric, Long> entry : totals.values().entrySet()) {
          json.writeNumberField(entry.getKey().wireName(), entry.getValue());
        }
      });
    }
    // a line can have only one value of each dimension
    totals.failures().forEach(this::writeFailure);
  }

  private void writeFailure(String type, long count) {
    writer.write(json -> {
      writeDirectives(
          json, List.of(List.of(TABLE), List.of(TABLE, TYPE)), List.of(Metric.FAILURES));
      json.writeStringField(TABLE, tableName);
      json.writeStringField(TYPE, type);
      json.writeNumberField(Metric.FAILURES.wireName(), count);
    });
  }

  private void writeDirectives(
      JsonGenerator json, List<List<String>> dimensions, List<Metric> metrics) throws IOException {
    json.writeObjectFieldStart("_aws");
    json.writeNumberField("Timestamp", clock.millis());
    json.writeArrayFieldStart("CloudWatchMetrics");
    json.writeStartObject();
    json.writeStringField("Namespace", NAMESPACE);
    json.writeArrayFieldStart("Dimensions");
    for (List<String> set : dimensions) {
      json.writeStartArray();
      for (String name : set) {
        json.writeString(name);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("Metrics");
    for (Metric metric : metrics) {
      json.writeStartObject();
      json.writeStringField("Name", metric.wireName());
      json.writeStringField("Unit", metric.unit());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }
}
