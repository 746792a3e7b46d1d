package org.backlinks.ops;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import org.backlinks.ops.Invocation.About;
import org.backlinks.ops.Metrics.Metric;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Begins and ends invocations: at the end of each one line says what it was, one its metrics. */
@Singleton
public final class Invocations {
  private static final Logger LOG = Logger.getLogger(Invocation.class);

  private final Metrics metrics;
  private final Lines lines;
  private final Clock clock;
  private volatile boolean cold = true;

  Invocations(Metrics metrics, Lines lines, Clock clock) {
    this.metrics = metrics;
    this.lines = lines;
    this.clock = clock;
  }

  /** Whether none has ended in this process. */
  boolean cold() {
    return cold;
  }

  /**
   * Begins one on this thread, which is the only one that takes events.
   *
   * @param id the platform's id of it
   */
  public Invocation begin(String id) {
    return Invocation.begin(id, traceHeader(), cold);
  }

  /** The platform's loop puts what came with the event into a property. */
  private static @Nullable String traceHeader() {
    String header = System.getProperty("com.amazonaws.xray.traceHeader");
    return header == null ? System.getenv("_X_AMZN_TRACE_ID") : header;
  }

  /**
   * It broke: something is wrong here.
   *
   * @param type the last part of the problem's type
   */
  public void broke(String type) {
    metrics.failed(type);
    Invocation.ends(type);
  }

  /** Ends it. */
  public void end(Invocation invocation) {
    About about = Invocation.here();
    metrics.took(Metric.DURATION, invocation.start());
    Map<Metric, Long> told = metrics.tell();
    if (about != null && LOG.isInfoEnabled()) {
      lines.write(json -> {
        json.writeStringField("time", clock.instant().toString());
        json.writeStringField("level", "INFO");
        json.writeStringField("logger", Invocation.class.getName());
        json.writeStringField("message", invocation.kind() + ": " + invocation.outcome());
        LogHandler.context(json, about, invocation.cold());
        json.writeStringField("kind", invocation.kind());
        json.writeStringField("outcome", invocation.outcome());
        if (invocation.status() != 0) {
          json.writeNumberField("status", invocation.status());
        }
        json.writeObjectFieldStart("charged");
        json.writeNumberField("analysis", of(told, Metric.ANALYSIS_CHARGED));
        json.writeNumberField("retrieval", of(told, Metric.RETRIEVAL_CHARGED));
        json.writeEndObject();
        json.writeNumberField("calls", of(told, Metric.CALLS));
        json.writeNumberField("polls", of(told, Metric.POLLS));
        json.writeNumberField("rows", of(told, Metric.ROWS));
        json.writeObjectFieldStart("millis");
        json.writeNumberField("total", of(told, Metric.DURATION));
        json.writeNumberField("upstream", of(told, Metric.UPSTREAM_TIME));
        json.writeNumberField("table", of(told, Metric.TABLE_TIME));
        json.writeEndObject();
      });
    }
    cold = false;
    Invocation.end();
  }

  private static long of(Map<Metric, Long> told, Metric metric) {
    return told.getOrDefault(metric, 0L);
  }
}
