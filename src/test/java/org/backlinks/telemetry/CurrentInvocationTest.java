package org.backlinks.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.backlinks.telemetry.CurrentInvocation.LogContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CurrentInvocationTest {
  @AfterEach
  void end() {
    CurrentInvocation.end();
  }

  @Test
  void virtualThreadInheritsInvocationAndReport() throws Exception {
    InvocationRecord first = begin("first", true);
    CountDownLatch nextInvocation = new CountDownLatch(1);
    CompletableFuture<LogContext> laterContext = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          CurrentInvocation.setReport("report-1");
          Thread.ofVirtual()
              .start(() -> {
                await(nextInvocation);
                laterContext.complete(CurrentInvocation.logContext());
              });
        });
    CurrentInvocation.end();
    InvocationRecord second = begin("second", false);
    nextInvocation.countDown();
    assertThat(laterContext.join()).isEqualTo(new LogContext(first, "report-1"));
    assertThat(CurrentInvocation.logContext()).isEqualTo(new LogContext(second, null));
  }

  @Test
  void platformThreadUsesCurrentInvocation() throws Exception {
    begin("first", true);
    CountDownLatch nextInvocation = new CountDownLatch(1);
    CompletableFuture<LogContext> context = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(() -> {
          await(nextInvocation);
          context.complete(CurrentInvocation.logContext());
        });
    CurrentInvocation.end();
    InvocationRecord second = begin("second", false);
    CurrentInvocation.setOutcome("ready", "report-2");
    nextInvocation.countDown();
    assertThat(context.join()).isEqualTo(new LogContext(second, "report-2"));
  }

  @Test
  void contextIsNullBetweenInvocations() {
    CurrentInvocation.setOutcome("ignored");
    CurrentInvocation.setReport("ignored-report");
    assertThat(CurrentInvocation.logContext()).isNull();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InvocationRecord begin(String requestId, boolean coldStart) {
    InvocationRecord invocation = new InvocationRecord(requestId, null, coldStart);
    CurrentInvocation.begin(invocation);
    return invocation;
  }
}
