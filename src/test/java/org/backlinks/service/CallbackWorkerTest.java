package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.backlinks.callback.CallbackSender;
import org.backlinks.local.TableFault;
import org.backlinks.local.TableProxy;
import org.junit.jupiter.api.Test;

class CallbackWorkerTest extends CallbackTestBase {
  @Test
  void oldestCallbackIsMeasuredWheneverOneIsDue() {
    service.clock.set(ServiceFixture.noon());
    ask(20, token("a"));
    recipients.setAnswer(_ -> CallbackSender.Result.FAILED);
    deliver();
    assertThat(oldestCallback()).isBetween(0L, 60L);
    deliver();
    assertThat(oldestCallback()).isNull();
    advance(Duration.ofHours(2));
    assertThat(oldestCallback()).isBetween(7_200L, 7_260L);
    advance(Duration.ofMinutes(6));
    assertThat(oldestCallback()).isBetween(7_560L, 7_620L);
    recipients.setAnswer(_ -> CallbackSender.Result.DELIVERED);
    advance(Duration.ofMinutes(6));
    assertThat(oldestCallback()).isBetween(7_920L, 7_980L);
    advance(Duration.ofMinutes(6));
    assertThat(oldestCallback()).isNull();
  }

  @Test
  void callbackThatNoWorkerLooksAtGrowsOld() {
    ask(0, token("a"));
    advance(Duration.ofHours(1));
    assertThat(oldestCallback()).isBetween(3_500L, 3_660L);
    advance(Duration.ofMinutes(5));
    assertThat(oldestCallback()).isBetween(0L, 60L);
    failReadsOfCallbacks();
    advance(Duration.ofMinutes(10));
    oldestCallback();
    advance(Duration.ofHours(2));
    assertThat(oldestCallback()).isBetween(7_200L, 7_800L);
  }

  /** Lets the worker find due callbacks, but not read them. */
  private static void failReadsOfCallbacks() {
    ENVIRONMENT
        .proxy()
        .setRule(request ->
            request.operation().equals("GetItem") && request.itemKind().equals("callback")
                ? Optional.of(TableFault.REJECTED)
                : Optional.empty());
  }

  /** Another worker settles a callback and holds it, after this one has read it. */
  @Test
  void callbackThatAnotherWorkerHoldsIsNotDelivered() throws IOException {
    ask(0, token("a"));
    ENVIRONMENT
        .proxy()
        .setRule(request ->
            request.kind().equals("PutItem callback")
                ? Optional.of(TableFault.REJECTED)
                : Optional.empty());
    service.poll();
    try (TableProxy otherProxy = TableProxy.startFor(ENVIRONMENT.dynamo());
        ServiceFixture other = ENVIRONMENT.newService(otherProxy)) {
      other.recipients.setAnswer(_ -> {
        throw new IllegalStateException("the process dies here");
      });
      other.clock.advance(Duration.ofMinutes(1));
      AtomicBoolean isRead = new AtomicBoolean();
      ENVIRONMENT
          .proxy()
          .setRule(request -> {
            if (request.kind().equals("PutItem callback") && !isRead.getAndSet(true)) {
              other.callbacks.worker.processDue(other.invocationEnd());
            }
            return Optional.empty();
          });
      advance(Duration.ofMinutes(1));
      assertThat(other.recipients.deliveries())
          .filteredOn(delivery -> !delivery.recipient().id().isEvent())
          .hasSize(1);
    }
    assertThat(notices()).isEmpty();
  }

  @Test
  void workerStartsNoDeliveryShortlyBeforeTheEndOfItsInvocation() {
    ask(0, token("a"));
    service.poll();
    assertThat(service.callbacks.worker.processDue(service.clock.instant().plusSeconds(30)))
        .isFalse();
    assertThat(notices()).isEmpty();
    deliver();
    assertThat(notices()).hasSize(1);
  }
}
