package org.backlinks.telemetry;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The invocation, and the report, that the current thread works for.
 *
 * <p>This state is static, because any code writes log records, including libraries. A process has
 * one invocation at a time. A virtual thread keeps the invocation in which it was started, even
 * when it outlives that invocation, and hands it to the virtual threads that it starts. A platform
 * thread serves one invocation after the other, so it works for the current one.
 */
public final class CurrentInvocation {
  private static final AtomicReference<@Nullable InvocationRecord> CURRENT =
      new AtomicReference<>();
  private static final InheritableThreadLocal<@Nullable LogContext> THREAD_CONTEXT =
      new InheritableThreadLocal<>();

  /** An invocation, and the id of the report that a thread works on, or null. */
  record LogContext(InvocationRecord invocation, @Nullable String reportId) {}

  private CurrentInvocation() {}

  /** Begins an invocation on this thread. Only one thread receives events. */
  static void begin(InvocationRecord invocation) {
    CURRENT.set(invocation);
    THREAD_CONTEXT.set(new LogContext(invocation, null));
  }

  /** Ends the invocation of this thread. */
  static void end() {
    THREAD_CONTEXT.remove();
    CURRENT.set(null);
  }

  /** Returns the context of this thread's log lines, or null outside an invocation. */
  static @Nullable LogContext logContext() {
    if (Thread.currentThread().isVirtual()) {
      return THREAD_CONTEXT.get();
    }
    InvocationRecord current = CURRENT.get();
    return current == null ? null : new LogContext(current, current.reportId());
  }

  /** Sets the report that this virtual thread, and each thread that it starts, works on. */
  public static void setReport(String reportId) {
    LogContext before = THREAD_CONTEXT.get();
    if (before != null) {
      THREAD_CONTEXT.set(new LogContext(before.invocation, reportId));
    }
  }

  private static @Nullable InvocationRecord record() {
    LogContext context = Thread.currentThread().isVirtual() ? THREAD_CONTEXT.get() : null;
    return context == null ? CURRENT.get() : context.invocation;
  }

  /**
   * Sets what the invocation is.
   *
   * @param kind the name of a route or an action. It must contain no text that a caller chose
   */
  public static void setKind(String kind) {
    InvocationRecord current = record();
    if (current != null) {
      current.setKind(kind);
    }
  }

  /** Sets how the invocation ends. The last outcome is logged. */
  public static void setOutcome(String outcome) {
    setOutcome(outcome, null);
  }

  /**
   * Sets how the invocation ends. The last outcome is logged.
   *
   * @param reportId the report that the outcome is about, or null
   */
  public static void setOutcome(String outcome, @Nullable String reportId) {
    InvocationRecord current = record();
    if (current != null) {
      current.setOutcome(outcome, reportId);
    }
  }

  /** Sets the HTTP status of the invocation's answer. */
  public static void setStatus(int status) {
    InvocationRecord current = record();
    if (current != null) {
      current.setStatus(status);
    }
  }
}
