package org.backlinks.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.backlinks.ops.Invocation.About;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvocationTest {
  private static final String TRACE = "1-5759e988-bd862e3fe1be46a994272793";

  @AfterEach
  void end() {
    Invocation.end();
  }

  @ParameterizedTest
  @CsvSource({
    "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1",
    "Root=1-5759e988-bd862e3fe1be46a994272793",
    "Self=1-00000000-000000000000000000000000; Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0"
  })
  void theTraceIsTheRoot(String header) {
    assertThat(Invocation.trace(header)).isEqualTo(TRACE);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "Parent=53995c3f42cd8ad8", "Root=1-5759e988-x", "Root=\"\n"})
  void anythingElseIsNoTrace(String header) {
    assertThat(Invocation.trace(header)).isNull();
  }

  @Test
  void virtualThreadsKeepToTheInvocationThatStartedThemAndToTheirReport() throws Exception {
    Invocation first = Invocation.begin("first", null, true);
    CountDownLatch next = new CountDownLatch(1);
    CompletableFuture<About> outlives = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          Invocation.worksOn("report-1");
          Thread.ofVirtual()
              .start(() -> {
                await(next);
                outlives.complete(Invocation.here());
              });
        });
    Invocation.end();
    Invocation second = Invocation.begin("second", null, false);
    next.countDown();
    assertThat(outlives.join()).isEqualTo(new About(first, "report-1"));
    assertThat(Invocation.here()).isEqualTo(new About(second, null));
  }

  @Test
  void aPlatformThreadBelongsToWhicheverIsCurrent() throws Exception {
    Invocation.begin("first", null, true);
    CountDownLatch next = new CountDownLatch(1);
    CompletableFuture<About> kept = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(() -> {
          await(next);
          kept.complete(Invocation.here());
        });
    Invocation.end();
    Invocation second = Invocation.begin("second", null, false);
    Invocation.ends("ready", "report-2");
    next.countDown();
    assertThat(kept.join()).isEqualTo(new About(second, "report-2"));
  }

  @Test
  void betweenInvocationsThereIsNone() {
    Invocation.ends("nobody listens");
    Invocation.worksOn("nobody");
    assertThat(Invocation.here()).isNull();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
