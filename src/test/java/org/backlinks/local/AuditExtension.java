package org.backlinks.local;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs with every test, without an annotation, and fails a test when {@link AnswerAuditor} found an
 * error.
 */
public final class AuditExtension
    implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  /** Searches the remaining logs and databases when all tests have run. */
  private record FinalAudit() implements AutoCloseable {
    @Override
    public void close() {
      AuditFindings.CURRENT_RUN.assertNoneAtEndOfRun();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    AuditFindings.CURRENT_RUN.enable();
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(AuditExtension.class))
        .computeIfAbsent(FinalAudit.class, type -> new FinalAudit());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    AuditFindings.CURRENT_RUN.assertNone();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    AuditFindings.CURRENT_RUN.assertNone();
  }
}
