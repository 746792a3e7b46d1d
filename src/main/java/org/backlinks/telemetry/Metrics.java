package org.backlinks.telemetry;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects the metrics of an invocation. Work that continues after its invocation adds to the
 * metrics of the next one.
 */
public final class Metrics {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Map<Metric, Long> values = new EnumMap<>(Metric.class);
  private final Map<String, Long> failureCounts = new TreeMap<>();

  /**
   * The collected metrics.
   *
   * @param values in the units of each metric
   * @param failures the number of failures of each type
   */
  record Totals(Map<Metric, Long> values, Map<String, Long> failures) {
    Totals {
      Map<Metric, Long> sorted = new EnumMap<>(Metric.class);
      sorted.putAll(values);
      values = Collections.unmodifiableMap(sorted);
      failures = Collections.unmodifiableMap(new TreeMap<>(failures));
    }
  }

  /** Adds 1 to a metric. */
  public void count(Metric metric) {
    add(metric, 1);
  }

  /** Adds an amount to a metric. A metric to which only 0 was added is not written. */
  public synchronized void add(Metric metric, long amount) {
    if (amount != 0) {
      values.merge(metric, amount, Long::sum);
    }
  }

  /** Sets a metric. The last value of an invocation is written. */
  public synchronized void set(Metric metric, long value) {
    values.put(metric, value);
  }

  /** Sets a metric unless it has a higher value. */
  public synchronized void raise(Metric metric, long value) {
    values.merge(metric, value, Math::max);
  }

  /**
   * Counts a failure.
   *
   * @param type the last part of the problem's type
   */
  public synchronized void countFailure(String type) {
    failureCounts.merge(type, 1L, Long::sum);
  }

  /** Returns the collected metrics and removes them. */
  synchronized Totals drain() {
    values.replaceAll((metric, value) -> metric.isTime() ? value / NANOS_PER_MILLI : value);
    Totals totals = new Totals(values, failureCounts);
    values.clear();
    failureCounts.clear();
    return totals;
  }

  /** The metrics. Each has the dimension {@code Table}. */
  public enum Metric {
    /** Paid calls: submissions, and repeated calls after an unknown outcome. */
    CALLS("Calls", "Count"),
    /** All other calls about reports. */
    POLLS("Polls", "Count"),
    /** Analysis units that upstream charged for reports. */
    ANALYSIS_CHARGED("AnalysisCharged", "Count"),
    /** Retrieval units that upstream charged for reports. */
    RETRIEVAL_CHARGED("RetrievalCharged", "Count"),
    /** Index item units that upstream charged, or may have charged, for exact prices. */
    INDEX_ITEMS_CHARGED("IndexItemsCharged", "Count"),
    /** The analysis units that are left, as upstream last said. */
    ANALYSIS_LEFT("AnalysisLeft", "Count"),
    /** The retrieval units that are left, as upstream last said. */
    RETRIEVAL_LEFT("RetrievalLeft", "Count"),
    /** Requests that were answered by a report that was ready. */
    REUSED("Reused", "Count"),
    /** Requests that joined a pending report. */
    JOINED("Joined", "Count"),
    /** Reports that upstream queued. */
    QUEUED("Queued", "Count"),
    /** Reports and invocations that failed. Also written with the dimension {@code Type}. */
    FAILURES("Failures", "Count"),
    /** Paid calls that the day's budget or the minimum of remaining units forbade. */
    BUDGET_REFUSALS("BudgetRefusals", "Count"),
    /** Ready reports whose stored rows can't be read. */
    UNREADABLE_REPORTS("UnreadableReports", "Count"),
    /** Commands that upstream no longer knows. From then on the program uses another command. */
    COMMAND_GONE("CommandGone", "Count"),
    /** The time since the oldest due report became due, measured at each tick of the schedule. */
    OLDEST_DUE("OldestDue", "Seconds"),
    /** Callbacks and events that were delivered. */
    CALLBACKS_DELIVERED("CallbacksDelivered", "Count"),
    /** Deliveries of callbacks and events that failed. They are repeated. */
    CALLBACK_FAILURES("CallbackFailures", "Count"),
    /** Callbacks whose recipient waits no more, or is gone. */
    CALLBACKS_CLOSED("CallbacksClosed", "Count"),
    /** Callbacks and events that could not be delivered for 14 days. */
    CALLBACKS_DROPPED("CallbacksDropped", "Count"),
    /**
     * The longest time for which a callback or event that was due has been waiting: for its
     * delivery since the end of its report, or for the worker since it was due.
     */
    OLDEST_CALLBACK("OldestCallback", "Seconds"),
    /** Records of the request queue that were consumed without a report. */
    QUEUE_REFUSED("QueueRefused", "Count"),
    /** Pages that were shown to people with a link to them. */
    SHARED_PAGES("SharedPages", "Count"),
    /** Links that were received and stored. */
    ROWS("Rows", "Count"),
    /** Bytes of upstream's answers after decompression. */
    BYTES("Bytes", "Bytes"),
    /** Time of all threads in calls to upstream, including the time to read the answers. */
    UPSTREAM_TIME("UpstreamTime", "Milliseconds"),
    /** Time of all threads in calls to the table. */
    TABLE_TIME("TableTime", "Milliseconds"),
    /** Time of an invocation. */
    DURATION("Duration", "Milliseconds");

    private final String wireName;
    private final String unit;

    Metric(String wireName, String unit) {
      this.wireName = wireName;
      this.unit = unit;
    }

    /** Returns the metric's name in CloudWatch. */
    public String wireName() {
      return wireName;
    }

    /** Returns the metric's unit in CloudWatch. */
    String unit() {
      return unit;
    }

    /** Returns whether the metric is a time. Times are collected in nanoseconds. */
    boolean isTime() {
      return unit.equals("Milliseconds");
    }
  }
}
