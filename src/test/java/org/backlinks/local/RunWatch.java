package org.backlinks.local;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Stands by every test without being asked, and fails the one in which something is found. */
public final class RunWatch implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  /** What is left to search when all tests are done. */
  private record End() implements AutoCloseable {
    @Override
    public void close() {
      Findings.OF_RUN.checkAll();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Findings.OF_RUN.on();
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(RunWatch.class))
        .computeIfAbsent(End.class, type -> new End());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Findings.OF_RUN.check();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Findings.OF_RUN.check();
  }
}
