package org.backlinks.telemetry;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import org.backlinks.telemetry.CurrentInvocation.LogContext;
import org.backlinks.telemetry.Metrics.Metric;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Begins and ends invocations. At the end of each, it writes one log line and the metrics. */
@Singleton
public final class InvocationLog {
  /** Users' log queries name this logger. It keeps the name of a class that no longer exists. */
  private static final String LOGGER_NAME = "org.backlinks.ops.Invocation";

  private static final Logger LOG = Logger.getLogger(LOGGER_NAME);

  private final Metrics metrics;
  private final EmbeddedMetricWriter metricWriter;
  private final JsonLineWriter lineWriter;
  private final Clock clock;
  private volatile boolean coldStart = true;

  InvocationLog(
      Metrics metrics, EmbeddedMetricWriter metricWriter, JsonLineWriter lineWriter, Clock clock) {
    this.metrics = metrics;
    this.metricWriter = metricWriter;
    this.lineWriter = lineWriter;
    this.clock = clock;
  }

  /** Returns whether no invocation has ended in this process. */
  boolean isColdStart() {
    return coldStart;
  }

  /** Begins the invocation with this id on this thread. */
  public InvocationRecord begin(String requestId) {
    InvocationRecord invocation = new InvocationRecord(requestId, traceHeader(), coldStart);
    CurrentInvocation.begin(invocation);
    return invocation;
  }

  /** Returns the X-Ray header. The platform's runtime sets a property for each event. */
  private static @Nullable String traceHeader() {
    String header = System.getProperty("com.amazonaws.xray.traceHeader");
    return header == null ? System.getenv("_X_AMZN_TRACE_ID") : header;
  }

  /**
   * Records that the invocation failed because of an error in this program.
   *
   * @param type the last part of the problem's type
   */
  public void recordFailure(String type) {
    metrics.countFailure(type);
    CurrentInvocation.setOutcome(type);
  }

  /** Ends an invocation. */
  public void end(InvocationRecord invocation) {
    LogContext context = CurrentInvocation.logContext();
    metrics.add(Metric.DURATION, invocation.elapsedNanos());
    Metrics.Totals totals = metrics.drain();
    metricWriter.write(totals);
    if (context != null && LOG.isInfoEnabled()) {
      writeLine(invocation, context, totals.values());
    }
    coldStart = false;
    CurrentInvocation.end();
  }

  private void writeLine(
      InvocationRecord invocation, LogContext context, Map<Metric, Long> values) {
    lineWriter.write(json -> {
      json.writeStringField("time", clock.instant().toString());
      json.writeStringField("level", "INFO");
      json.writeStringField("logger", LOGGER_NAME);
      json.writeStringField("message", invocation.kind() + ": " + invocation.outcome());
      LogHandler.writeContext(json, context, invocation.isColdStart());
      json.writeStringField("kind", invocation.kind());
      json.writeStringField("outcome", invocation.outcome());
      if (invocation.status() != 0) {
        json.writeNumberField("status", invocation.status());
      }
      json.writeObjectFieldStart("charged");
      json.writeNumberField("analysis", valueOrZero(values, Metric.ANALYSIS_CHARGED));
      json.writeNumberField("retrieval", valueOrZero(values, Metric.RETRIEVAL_CHARGED));
      json.writeEndObject();
      json.writeNumberField("calls", valueOrZero(values, Metric.CALLS));
      json.writeNumberField("polls", valueOrZero(values, Metric.POLLS));
      json.writeNumberField("rows", valueOrZero(values, Metric.ROWS));
      json.writeObjectFieldStart("millis");
      json.writeNumberField("total", valueOrZero(values, Metric.DURATION));
      json.writeNumberField("upstream", valueOrZero(values, Metric.UPSTREAM_TIME));
      json.writeNumberField("table", valueOrZero(values, Metric.TABLE_TIME));
      json.writeEndObject();
    });
  }

  private static long valueOrZero(Map<Metric, Long> values, Metric metric) {
    return values.getOrDefault(metric, 0L);
  }
}
