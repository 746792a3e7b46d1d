package org.backlinks.telemetry;

import org.backlinks.telemetry.CurrentInvocation.LogContext;
import org.jspecify.annotations.Nullable;

/** Lets simulated threads carry the report on which they work, as the program's threads do. */
public final class SimulatedInvocation {
  private SimulatedInvocation() {}

  /** Begins an invocation on this thread. The threads that it starts belong to the invocation. */
  public static void begin(String requestId) {
    CurrentInvocation.begin(new InvocationRecord(requestId, null, false));
  }

  /** Returns the id of the report on which this thread works, or null. */
  public static @Nullable String reportId() {
    LogContext context = CurrentInvocation.logContext();
    return context == null ? null : context.reportId();
  }
}
