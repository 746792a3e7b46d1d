package org.backlinks.majestic;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.backlinks.majestic.Answer.Reason;
import org.backlinks.snapshot.Globals;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The key out of a secret: read when it is first needed, kept, and read again when upstream refuses
 * it. Those who ask at the same time share one reading.
 */
final class SecretKeys implements Keys {
  /** The least time between two readings of a key that upstream refuses. */
  static final Duration BETWEEN_READINGS = Duration.ofMinutes(1);

  /** A secret that could not be read is left alone for so long. */
  static final Duration LEFT_ALONE = Duration.ofSeconds(10);

  private static final Logger LOG = Logger.getLogger(SecretKeys.class);

  /** What came of a reading. */
  sealed interface Read {
    /** The secret's text, or null when it has none. */
    record Text(@Nullable String text) implements Read {
      @Override
      public String toString() {
        return "Text";
      }
    }

    /**
     * It could not be had.
     *
     * @param why a word for it
     * @param notNow whether it may be had a little later
     */
    record Failed(String why, boolean notNow) implements Read {}
  }

  private final String id;
  private final Supplier<Read> secret;
  private final Clock clock;
  private volatile @Nullable Key known;
  private @Nullable Answer failure;
  private Instant leaveAloneUntil = Instant.MIN;
  private Instant keepUntil = Instant.MIN;

  /**
   * @param id the secret's name or ARN, for the log
   * @param secret reads the secret, within seconds
   */
  SecretKeys(String id, Supplier<Read> secret, Clock clock) {
    this.id = id;
    this.secret = secret;
    this.clock = clock;
  }

  @Override
  public Found current() {
    Key key = known;
    return key == null ? first() : new Found.Known(key);
  }

  private synchronized Found first() {
    if (known != null) {
      return new Found.Known(known);
    }
    if (failure != null && clock.instant().isBefore(leaveAloneUntil)) {
      return new Found.Missing(failure);
    }
    return switch (read()) {
      case Found.Known found -> {
        known = found.key();
        yield found;
      }
      case Found.Missing missing -> {
        failure = missing.why();
        leaveAloneUntil = clock.instant().plus(LEFT_ALONE);
        yield missing;
      }
    };
  }

  @Override
  public synchronized @Nullable Key insteadOf(Key refused) {
    if (known != null && !known.equals(refused)) {
      return known;
    }
    Instant now = clock.instant();
    if (now.isBefore(keepUntil)) {
      return null;
    }
    keepUntil = now.plus(BETWEEN_READINGS);
    if (!(read() instanceof Found.Known(Key key)) || key.equals(refused)) {
      LOG.warnf("upstream refuses the key of MAJESTIC_SECRET, and %s has no other one", id);
      return null;
    }
    LOG.infof("upstream refused the key of MAJESTIC_SECRET: %s has another one", id);
    known = key;
    return key;
  }

  private Found read() {
    return switch (secret.get()) {
      case Read.Text(String text) -> {
        Key key = SecretText.key(text);
        yield key == null ? missing("it has no key", false) : new Found.Known(key);
      }
      case Read.Failed(String why, boolean notNow) -> missing(why, notNow);
    };
  }

  /** Callers are not told which secret it is: the log is. */
  private Found missing(String why, boolean notNow) {
    LOG.errorf("the secret %s of MAJESTIC_SECRET can't be used: %s", id, why);
    String detail = "the secret of MAJESTIC_SECRET can't be used: " + why;
    return new Found.Missing(
        notNow
            ? new Answer.Unavailable(detail, true, null)
            : new Answer.Refused(Globals.NONE, Reason.KEY, "NoKey", detail));
  }
}
