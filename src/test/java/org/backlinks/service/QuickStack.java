package org.backlinks.service;

import org.backlinks.local.Stack;
import org.backlinks.local.majestic.Majestic;

/**
 * One stack for the tests of queued reports, whose polls come soon: each test has targets of its
 * own and leaves nothing due. Its processes end with this JVM.
 */
final class QuickStack {
  private QuickStack() {}

  /** Started with the first test that asks for it. */
  private static final class Started {
    static final Stack STACK = Stack.start(options());
    static final DirectCaller CALLER = new DirectCaller(STACK.pool());
  }

  /** Queued reports are due again soon; nothing wakes the worker but a test's own ticks. */
  static Stack.Options options() {
    return Stack.Options.defaults()
        .functions(3)
        .with("BACKLINKS_POLL_FIRST", "PT0.2S")
        .with("BACKLINKS_POLL_MAX", "PT0.4S")
        .with("BACKLINKS_LEASE", "PT2S");
  }

  static Stack stack() {
    return Started.STACK;
  }

  static Majestic majestic() {
    return stack().majestic();
  }

  static DirectCaller caller() {
    return Started.CALLER;
  }
}
