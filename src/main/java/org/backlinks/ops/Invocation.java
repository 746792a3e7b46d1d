package org.backlinks.ops;

import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One waking of the function: what its log lines bear. A process has one at a time; threads that it
 * starts keep to it, also when they outlive it.
 */
public final class Invocation {
  private static final Pattern TRACE =
      Pattern.compile("(?:^|;)\\s*Root=(1-[0-9a-f]{8}-[0-9a-f]{24})(?:;|$)");

  private static final AtomicReference<@Nullable Invocation> CURRENT = new AtomicReference<>();

  /** What a virtual thread works on, handed down to those that it starts. */
  private static final InheritableThreadLocal<@Nullable About> HERE =
      new InheritableThreadLocal<>();

  /** An invocation, and the report that a thread works on. */
  record About(Invocation invocation, @Nullable String report) {}

  private final String id;
  private final @Nullable String trace;
  private final boolean cold;
  private final long start = System.nanoTime();
  private volatile String kind = "unknown";
  private volatile @Nullable String outcome;
  private volatile int status;
  private volatile @Nullable String report;

  private Invocation(String id, @Nullable String trace, boolean cold) {
    this.id = id;
    this.trace = trace;
    this.cold = cold;
  }

  /** Begins one on this thread. */
  static Invocation begin(String id, @Nullable String traceHeader, boolean cold) {
    Invocation begun = new Invocation(id, trace(traceHeader), cold);
    CURRENT.set(begun);
    HERE.set(new About(begun, null));
    return begun;
  }

  /** Ends the one of this thread. */
  static void end() {
    HERE.remove();
    CURRENT.set(null);
  }

  /** The id in what the platform says of the trace; null when there is none. */
  static @Nullable String trace(@Nullable String header) {
    Matcher root = TRACE.matcher(header == null ? "" : header);
    return root.find() ? root.group(1) : null;
  }

  /** What this thread works on. */
  static @Nullable About here() {
    Invocation current = CURRENT.get();
    // a platform thread is kept and serves invocation after invocation
    return Thread.currentThread().isVirtual()
        ? HERE.get()
        : current == null ? null : new About(current, current.report);
  }

  /** This virtual thread, and those that it starts, work on a report from now on. */
  public static void worksOn(String report) {
    About before = HERE.get();
    if (before != null) {
      HERE.set(new About(before.invocation, report));
    }
  }

  /** The current one is of this kind: a route or an action, nothing out of the request. */
  public static void is(String kind) {
    Invocation current = CURRENT.get();
    if (current != null) {
      current.kind = kind;
    }
  }

  /** How the current one ends; the last word counts. */
  public static void ends(String outcome) {
    ends(outcome, null);
  }

  /**
   * How the current one ends.
   *
   * @param report the report that it is about, or null
   */
  public static void ends(String outcome, @Nullable String report) {
    Invocation current = CURRENT.get();
    if (current != null) {
      current.outcome = outcome;
      current.report = report == null ? current.report : report;
    }
  }

  /** The HTTP status of the current one's answer. */
  public static void answers(int status) {
    Invocation current = CURRENT.get();
    if (current != null) {
      current.status = status;
    }
  }

  String id() {
    return id;
  }

  @Nullable String trace() {
    return trace;
  }

  boolean cold() {
    return cold;
  }

  String kind() {
    return kind;
  }

  String outcome() {
    String said = outcome;
    return said == null ? "done" : said;
  }

  int status() {
    return status;
  }

  /** On the clock of {@link System#nanoTime}. */
  long start() {
    return start;
  }
}
