package org.backlinks.service;

import org.backlinks.local.LocalStack;
import org.backlinks.local.majestic.FakeMajestic;

/**
 * A stack with short poll delays, shared by the tests of queued reports. Each test has its own
 * targets and leaves no report due. The processes end with this JVM.
 */
final class FastPollingStack {
  private FastPollingStack() {}

  /** The stack, started at first use. */
  private static final class StartedStack {
    static final LocalStack STACK = LocalStack.start(options());
    static final DirectInvoker CALLER = new DirectInvoker(STACK.callerPool());
  }

  /** Queued reports are due again soon. No schedule polls: each test polls by itself. */
  static LocalStack.Options options() {
    return LocalStack.Options.defaults()
        .withMaxFunctions(3)
        .withSetting("BACKLINKS_POLL_FIRST", "PT0.2S")
        .withSetting("BACKLINKS_POLL_MAX", "PT0.4S")
        .withSetting("BACKLINKS_LEASE", "PT2S");
  }

  static LocalStack stack() {
    return StartedStack.STACK;
  }

  static FakeMajestic majestic() {
    return stack().majestic();
  }

  static DirectInvoker caller() {
    return StartedStack.CALLER;
  }
}
