package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.backlinks.majestic.Answer.RefusalReason;
import org.backlinks.majestic.CredentialsProvider.Lookup;
import org.backlinks.majestic.SecretCredentialsProvider.ReadResult;
import org.junit.jupiter.api.Test;

class SecretCredentialsProviderTest {
  private static final Credentials OLD = new Credentials.ApiKey("old");
  private static final Credentials NEW = new Credentials.ApiKey("new");
  private static final Duration INSTANT = Duration.ofMillis(1);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-23T10:00:00Z"));

  private final AtomicInteger readCount = new AtomicInteger();
  private volatile ReadResult stored = new ReadResult.SecretText("old");
  private final SecretCredentialsProvider provider = provider(() -> stored);

  private SecretCredentialsProvider provider(Supplier<ReadResult> secret) {
    return new SecretCredentialsProvider(
        "backlinks/key",
        () -> {
          readCount.incrementAndGet();
          return secret.get();
        },
        new Clock() {
          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now.get();
          }
        });
  }

  private void advanceClock(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  @Test
  void secretIsReadOnFirstUseAndCached() {
    assertThat(readCount).hasValue(0);
    assertThat(provider.current()).isEqualTo(new Lookup.Available(OLD));
    stored = new ReadResult.SecretText("new");
    advanceClock(Duration.ofDays(1));
    assertThat(provider.current()).isEqualTo(new Lookup.Available(OLD));
    assertThat(readCount).hasValue(1);
  }

  @Test
  void credentialsAreReplacedWhenRefusedAndChanged() {
    provider.current();
    stored = new ReadResult.SecretText("new");
    assertThat(provider.replacementFor(OLD)).contains(NEW);
    assertThat(provider.current()).isEqualTo(new Lookup.Available(NEW));
    assertThat(readCount).hasValue(2);
  }

  @Test
  void refusalOfOldCredentialsNeedsNoRead() {
    provider.current();
    stored = new ReadResult.SecretText("new");
    provider.replacementFor(OLD);
    assertThat(provider.replacementFor(OLD)).contains(NEW);
    assertThat(readCount).hasValue(2);
  }

  @Test
  void secretIsReadOncePerMinuteWhenCredentialsStayRefused() {
    provider.current();
    for (int refusals = 0; refusals < 100; refusals++) {
      assertThat(provider.replacementFor(OLD)).isEmpty();
    }
    assertThat(readCount).hasValue(2);
    advanceClock(SecretCredentialsProvider.MIN_REREAD_INTERVAL.minus(INSTANT));
    stored = new ReadResult.SecretText("new");
    assertThat(provider.replacementFor(OLD)).isEmpty();
    advanceClock(INSTANT);
    assertThat(provider.replacementFor(OLD)).contains(NEW);
    assertThat(readCount).hasValue(3);
  }

  @Test
  void credentialsAreKeptWhenTheRereadFails() {
    provider.current();
    stored = new ReadResult.Failed("AccessDeniedException", false);
    assertThat(provider.replacementFor(OLD)).isEmpty();
    assertThat(provider.current()).isEqualTo(new Lookup.Available(OLD));
  }

  @Test
  void concurrentRefusalsShareOneRead() throws InterruptedException {
    CountDownLatch readMayEnd = new CountDownLatch(1);
    SecretCredentialsProvider slow =
        provider(() -> {
          if (readCount.get() > 1) {
            await(readMayEnd);
          }
          return stored;
        });
    slow.current();
    stored = new ReadResult.SecretText("new");
    List<Thread> threads = new ArrayList<>();
    List<CompletableFuture<Optional<Credentials>>> replacements = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      CompletableFuture<Optional<Credentials>> replacement = new CompletableFuture<>();
      replacements.add(replacement);
      threads.add(Thread.ofVirtual().start(() -> replacement.complete(slow.replacementFor(OLD))));
    }
    readMayEnd.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(replacements.stream().map(CompletableFuture::join)).containsOnly(Optional.of(NEW));
    assertThat(readCount).hasValue(2);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void lookupIsRefusedWhenTheSecretHasNoKey() {
    Stream.of(
            new ReadResult.SecretText(null),
            new ReadResult.SecretText("{}"),
            new ReadResult.Failed("AccessDenied", false))
        .forEach(broken -> {
          stored = broken;
          assertThat(provider(() -> stored).current())
              .isInstanceOfSatisfying(
                  Lookup.Missing.class,
                  missing ->
                      assertThat(missing.answer())
                          .isInstanceOfSatisfying(
                              Answer.Refused.class,
                              refused ->
                                  assertThat(refused.reason())
                                      .isEqualTo(RefusalReason.INVALID_KEY)));
        });
  }

  @Test
  void lookupIsUnavailableWhenTheReadFailsTransiently() {
    stored = new ReadResult.Failed("HTTP status 500", true);
    assertThat(provider.current())
        .isInstanceOfSatisfying(
            Lookup.Missing.class,
            missing ->
                assertThat(missing.answer())
                    .isInstanceOfSatisfying(
                        Answer.Unavailable.class,
                        unavailable -> assertThat(unavailable.isUncharged()).isTrue()));
  }

  @Test
  void secretIsNotRereadDuringTheFailureBackoff() {
    stored = new ReadResult.Failed("ResourceNotFoundException", false);
    assertThat(provider.current()).isInstanceOf(Lookup.Missing.class);
    stored = new ReadResult.SecretText("new");
    advanceClock(SecretCredentialsProvider.FAILURE_BACKOFF.minus(INSTANT));
    assertThat(provider.current()).isInstanceOf(Lookup.Missing.class);
    assertThat(readCount).hasValue(1);
    advanceClock(INSTANT);
    assertThat(provider.current()).isEqualTo(new Lookup.Available(NEW));
  }

  @Test
  void textFormsContainNoSecret() {
    assertThat(new ReadResult.SecretText("hush").toString()).doesNotContain("hush");
    assertThat(new Lookup.Available(new Credentials.ApiKey("hush")).toString())
        .doesNotContain("hush");
    assertThat(new CredentialsProvider.Fixed(new Credentials.OpenApps("hush", "hush")).toString())
        .doesNotContain("hush");
  }
}
