package org.backlinks.ops;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What CloudWatch counts: collected while the function works and told at the end of each invocation
 * in its embedded metric format, past the logger. What is left by work that outlived its invocation
 * is told with the next one.
 */
public final class Metrics {
  private static final String NAMESPACE = "Backlinks";

  private static final long NANOS_A_MILLI = 1_000_000;

  private final Clock clock;
  private final String table;
  private final Lines lines;
  private final Map<Metric, Long> values = new EnumMap<>(Metric.class);
  private final Map<String, Long> failures = new TreeMap<>();

  /** Writes to {@code out}. */
  public Metrics(Clock clock, String table, OutputStream out) {
    this(clock, table, new Lines(out));
  }

  Metrics(Clock clock, String table, Lines lines) {
    this.clock = clock;
    this.table = table;
    this.lines = lines;
  }

  /** One more of these. */
  public void count(Metric metric) {
    add(metric, 1);
  }

  /** So much more of it; nothing is told of a 0. */
  public synchronized void add(Metric metric, long more) {
    if (more != 0) {
      values.merge(metric, more, Long::sum);
    }
  }

  /** So much more time, from {@code start} on the clock of {@link System#nanoTime}. */
  public void took(Metric metric, long start) {
    add(metric, System.nanoTime() - start);
  }

  /** So much it is now; the last word counts. */
  public synchronized void set(Metric metric, long value) {
    values.put(metric, value);
  }

  /**
   * One more failure.
   *
   * @param type the last part of the problem's type
   */
  public synchronized void failed(String type) {
    failures.merge(type, 1L, Long::sum);
  }

  /** Writes what was collected, and forgets it: what was told. */
  Map<Metric, Long> tell() {
    Map<Metric, Long> told = new EnumMap<>(Metric.class);
    Map<String, Long> failed;
    synchronized (this) {
      told.putAll(values);
      failed = new TreeMap<>(failures);
      values.clear();
      failures.clear();
    }
    told.replaceAll((metric, value) -> metric.isTime() ? value / NANOS_A_MILLI : value);
    if (!told.isEmpty()) {
      lines.write(json -> {
        directives(json, List.of(List.of("Table")), List.copyOf(told.keySet()));
        json.writeStringField("Table", table);
        for (Map.Entry<Metric, Long> one : told.entrySet()) {
          json.writeNumberField(one.getKey().word, one.getValue());
        }
      });
    }
    // a line has one value of a dimension
    failed.forEach((type, count) ->
        lines.write(json -> {
          directives(
              json, List.of(List.of("Table"), List.of("Table", "Type")), List.of(Metric.FAILURES));
          json.writeStringField("Table", table);
          json.writeStringField("Type", type);
          json.writeNumberField(Metric.FAILURES.word, count);
        }));
    return told;
  }

  private void directives(JsonGenerator json, List<List<String>> dimensions, List<Metric> metrics)
      throws IOException {
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
      json.writeStringField("Name", metric.word);
      json.writeStringField("Unit", metric.unit);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  /** What is told, all with the dimension {@code Table}. */
  public enum Metric {
    /** Paid calls: submissions, and re-asks after an unknown outcome. */
    CALLS("Calls", "Count"),
    /** Every other call about a report. */
    POLLS("Polls", "Count"),
    /** Analysis units that reports were charged. */
    ANALYSIS_CHARGED("AnalysisCharged", "Count"),
    /** Retrieval units that reports were charged. */
    RETRIEVAL_CHARGED("RetrievalCharged", "Count"),
    /** Upstream's last word on the analysis units left. */
    ANALYSIS_LEFT("AnalysisLeft", "Count"),
    /** Upstream's last word on the retrieval units left. */
    RETRIEVAL_LEFT("RetrievalLeft", "Count"),
    /** Requests answered by a report that was there. */
    REUSED("Reused", "Count"),
    /** Requests that joined a report under way. */
    JOINED("Joined", "Count"),
    /** Reports that upstream queued. */
    QUEUED("Queued", "Count"),
    /** Reports that failed and invocations that broke, also by {@code Type}. */
    FAILURES("Failures", "Count"),
    /** Paid calls that the day's budget or the least remaining forbade. */
    BUDGET_REFUSALS("BudgetRefusals", "Count"),
    /** Upstream does not know a command any more: another one is asked from now on. */
    COMMAND_GONE("CommandGone", "Count"),
    /** How long the report that is due the longest was due when a tick came. */
    OLDEST_DUE("OldestDue", "Seconds"),
    /** Links received and kept. */
    ROWS("Rows", "Count"),
    /** Bytes of upstream's answers, unpacked. */
    BYTES("Bytes", "Bytes"),
    /** Time in calls to upstream, reading their answers included; of all threads. */
    UPSTREAM_TIME("UpstreamTime", "Milliseconds"),
    /** Time in calls to the table; of all threads. */
    TABLE_TIME("TableTime", "Milliseconds"),
    /** Time of an invocation. */
    DURATION("Duration", "Milliseconds");

    private final String word;
    private final String unit;

    Metric(String word, String unit) {
      this.word = word;
      this.unit = unit;
    }

    /** Whether it is collected in nanoseconds. */
    boolean isTime() {
      return unit.equals("Milliseconds");
    }

    /** Its name. */
    public String word() {
      return word;
    }
  }
}
