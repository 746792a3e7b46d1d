package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.backlinks.majestic.Answer.Reason;
import org.backlinks.majestic.Keys.Found;
import org.backlinks.majestic.SecretKeys.Read;
import org.junit.jupiter.api.Test;

class SecretKeysTest {
  private static final Key OLD = new Key.ApiKey("old");
  private static final Key NEW = new Key.ApiKey("new");
  private static final Duration INSTANT = Duration.ofMillis(1);

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-23T10:00:00Z"));

  private final AtomicInteger readings = new AtomicInteger();
  private volatile Read stored = new Read.Text("old");
  private final SecretKeys keys = keys(() -> stored);

  private SecretKeys keys(Supplier<Read> secret) {
    return new SecretKeys(
        "backlinks/key",
        () -> {
          readings.incrementAndGet();
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

  private void passes(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  @Test
  void isReadWhenFirstNeededAndKept() {
    assertThat(readings).hasValue(0);
    assertThat(keys.current()).isEqualTo(new Found.Known(OLD));
    stored = new Read.Text("new");
    passes(Duration.ofDays(1));
    assertThat(keys.current()).isEqualTo(new Found.Known(OLD));
    assertThat(readings).hasValue(1);
  }

  @Test
  void isReadAgainWhenRefusedAndReplacedWhenItChanged() {
    keys.current();
    stored = new Read.Text("new");
    assertThat(keys.insteadOf(OLD)).isEqualTo(NEW);
    assertThat(keys.current()).isEqualTo(new Found.Known(NEW));
    assertThat(readings).hasValue(2);
  }

  @Test
  void aRefusalOfAnOlderKeyNeedsNoReading() {
    keys.current();
    stored = new Read.Text("new");
    keys.insteadOf(OLD);
    assertThat(keys.insteadOf(OLD)).isEqualTo(NEW);
    assertThat(readings).hasValue(2);
  }

  @Test
  void aKeyThatStaysRefusedIsReadAgainOnceAMinute() {
    keys.current();
    for (int refusals = 0; refusals < 100; refusals++) {
      assertThat(keys.insteadOf(OLD)).isNull();
    }
    assertThat(readings).hasValue(2);
    passes(SecretKeys.BETWEEN_READINGS.minus(INSTANT));
    stored = new Read.Text("new");
    assertThat(keys.insteadOf(OLD)).isNull();
    passes(INSTANT);
    assertThat(keys.insteadOf(OLD)).isEqualTo(NEW);
    assertThat(readings).hasValue(3);
  }

  @Test
  void aReadingThatFailsKeepsTheKey() {
    keys.current();
    stored = new Read.Failed("AccessDeniedException", false);
    assertThat(keys.insteadOf(OLD)).isNull();
    assertThat(keys.current()).isEqualTo(new Found.Known(OLD));
  }

  @Test
  void equalConcurrentRefusalsShareOneReading() throws InterruptedException {
    CountDownLatch open = new CountDownLatch(1);
    SecretKeys slow =
        keys(() -> {
          if (readings.get() > 1) {
            await(open);
          }
          return stored;
        });
    slow.current();
    stored = new Read.Text("new");
    List<Thread> threads = new ArrayList<>();
    List<CompletableFuture<Key>> found = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      CompletableFuture<Key> one = new CompletableFuture<>();
      found.add(one);
      threads.add(Thread.ofVirtual().start(() -> one.complete(slow.insteadOf(OLD))));
    }
    open.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(found.stream().map(CompletableFuture::join)).containsOnly(NEW);
    assertThat(readings).hasValue(2);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void withoutAKeyInItNothingCanBeAskedAndThatWillNotPass() {
    Stream.of(new Read.Text(null), new Read.Text("{}"), new Read.Failed("AccessDenied", false))
        .forEach(broken -> {
          stored = broken;
          assertThat(keys(() -> stored).current())
              .isInstanceOfSatisfying(
                  Found.Missing.class,
                  missing ->
                      assertThat(missing.why())
                          .isInstanceOfSatisfying(
                              Answer.Refused.class,
                              refused -> assertThat(refused.reason()).isEqualTo(Reason.KEY)));
        });
  }

  @Test
  void whatCannotBeReadNowIsUnpaidAndMayPass() {
    stored = new Read.Failed("HTTP status 500", true);
    assertThat(keys.current())
        .isInstanceOfSatisfying(
            Found.Missing.class,
            missing ->
                assertThat(missing.why())
                    .isInstanceOfSatisfying(
                        Answer.Unavailable.class,
                        unavailable -> assertThat(unavailable.unpaid()).isTrue()));
  }

  @Test
  void aSecretThatCannotBeReadIsLeftAloneForAWhile() {
    stored = new Read.Failed("ResourceNotFoundException", false);
    assertThat(keys.current()).isInstanceOf(Found.Missing.class);
    stored = new Read.Text("new");
    passes(SecretKeys.LEFT_ALONE.minus(INSTANT));
    assertThat(keys.current()).isInstanceOf(Found.Missing.class);
    assertThat(readings).hasValue(1);
    passes(INSTANT);
    assertThat(keys.current()).isEqualTo(new Found.Known(NEW));
  }

  @Test
  void showsNoSecret() {
    assertThat(new Read.Text("hush").toString()).doesNotContain("hush");
    assertThat(new Found.Known(new Key.ApiKey("hush")).toString()).doesNotContain("hush");
    assertThat(new Keys.Fixed(new Key.OpenApps("hush", "hush")).toString()).doesNotContain("hush");
  }
}
