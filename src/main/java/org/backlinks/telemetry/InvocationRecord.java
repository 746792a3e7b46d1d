package org.backlinks.telemetry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The facts of one invocation that its log lines contain. Any thread may read and change them. */
public final class InvocationRecord {
  private static final Pattern TRACE_ROOT =
      Pattern.compile("(?:^|;)\\s*Root=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)");

  private final String requestId;
  private final @Nullable String traceId;
  private final boolean coldStart;
  private final long startNanos = System.nanoTime();
  private volatile String kind = "unknown";
  private volatile String outcome = "done";
  private volatile int status;
  private volatile @Nullable String reportId;

  /**
   * @param requestId the platform's id of the invocation
   * @param traceHeader the platform's X-Ray header, or null
   * @param coldStart whether it is the first invocation of this process
   */
  InvocationRecord(String requestId, @Nullable String traceHeader, boolean coldStart) {
    this.requestId = requestId;
    this.traceId = traceHeader == null ? null : traceId(traceHeader);
    this.coldStart = coldStart;
  }

  /** Returns the id of the trace that a header names, or null when it names none. */
  private static @Nullable String traceId(String header) {
    Matcher root = TRACE_ROOT.matcher(header);
    return root.find() ? root.group(1) : null;
  }

  String requestId() {
    return requestId;
  }

  @Nullable String traceId() {
    return traceId;
  }

  boolean isColdStart() {
    return coldStart;
  }

  /** Returns the nanoseconds since the invocation began. */
  long elapsedNanos() {
    return System.nanoTime() - startNanos;
  }

  String kind() {
    return kind;
  }

  void setKind(String newKind) {
    kind = newKind;
  }

  String outcome() {
    return outcome;
  }

  /**
   * Sets how the invocation ends.
   *
   * @param report the id of the report that the outcome is about. Null keeps the last one
   */
  void setOutcome(String newOutcome, @Nullable String report) {
    outcome = newOutcome;
    if (report != null) {
      reportId = report;
    }
  }

  /** Returns the HTTP status of the answer, or 0 when the answer is not HTTP. */
  int status() {
    return status;
  }

  void setStatus(int newStatus) {
    status = newStatus;
  }

  /** Returns the id of the report that the invocation is about, or null. */
  @Nullable String reportId() {
    return reportId;
  }
}
