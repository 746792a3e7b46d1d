package org.backlinks.majestic;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.backlinks.majestic.CredentialsProvider.Lookup;
import org.backlinks.majestic.SecretCredentialsProvider.ReadResult;
import org.backlinks.task.ModelChecker;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Lookups of a secret that is rotated. All of them are within a minute. */
public class SecretCredentialsProviderInterleavingTest {
  private static final Credentials OLD = new Credentials.ApiKey("old");
  private static final Credentials NEW = new Credentials.ApiKey("new");

  private final AtomicInteger readCount = new AtomicInteger();
  private volatile String stored = "old";
  private final SecretCredentialsProvider provider =
      new SecretCredentialsProvider("backlinks/key", this::read, fixedClock());

  private ReadResult read() {
    readCount.incrementAndGet();
    return new ReadResult.SecretText(stored);
  }

  private static Clock fixedClock() {
    return Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  }

  @Test
  void secretIsReadOnceAMinuteWhenCredentialsAreRefused() {
    new ModelChecker(getClass())
        .withoutSwitchesIn(CredentialsParser.class)
        .check(
            List.of("isOldCurrent", "isReplaced"), List.of("isOldCurrent", "rotate", "isReplaced"));
  }

  @Operation
  public boolean isOldCurrent() {
    return provider.current() instanceof Lookup.Available(Credentials found) && found.equals(OLD);
  }

  @Operation
  public boolean isReplaced() {
    return provider.replacementFor(OLD).filter(NEW::equals).isPresent();
  }

  @Operation
  public void rotate() {
    stored = "new";
  }

  @Validate
  public void checkReads() {
    if (readCount.get() > 2) {
      throw new IllegalStateException("after the first read, the secret was read twice");
    }
  }
}
