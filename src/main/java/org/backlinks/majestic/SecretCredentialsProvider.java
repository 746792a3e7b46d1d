package org.backlinks.majestic;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.backlinks.majestic.Answer.RefusalReason;
import org.backlinks.snapshot.Globals;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Provides credentials from a secret. Reads the secret when credentials are first needed, keeps
 * them, and reads the secret again when upstream refuses them. Concurrent lookups share one read.
 */
final class SecretCredentialsProvider implements CredentialsProvider {
  /** The shortest time between two reads of a secret whose credentials upstream refuses. */
  static final Duration MIN_REREAD_INTERVAL = Duration.ofMinutes(1);

  /** The time after a failed read in which the secret is not read again. */
  static final Duration FAILURE_BACKOFF = Duration.ofSeconds(10);

  private static final Logger LOG = Logger.getLogger(SecretCredentialsProvider.class);

  /** The result of a read. */
  sealed interface ReadResult {
    /**
     * The secret was read.
     *
     * @param text null when the secret has no text
     */
    record SecretText(@Nullable String text) implements ReadResult {
      @Override
      public String toString() {
        return "Text";
      }
    }

    /**
     * The secret could not be read.
     *
     * @param reason the code of an error, without secrets
     * @param isTransient whether a later read may succeed
     */
    record Failed(String reason, boolean isTransient) implements ReadResult {}
  }

  private final String secretId;
  private final Supplier<ReadResult> secretReader;
  private final Clock clock;
  private volatile @Nullable Credentials cached;
  private @Nullable Answer failure;
  private Instant retryNotBefore = Instant.MIN;
  private Instant rereadNotBefore = Instant.MIN;

  /**
   * Makes a provider.
   *
   * @param secretId the secret's name or ARN, for the log
   * @param secretReader reads the secret within a few seconds
   */
  SecretCredentialsProvider(String secretId, Supplier<ReadResult> secretReader, Clock clock) {
    this.secretId = secretId;
    this.secretReader = secretReader;
    this.clock = clock;
  }

  @Override
  public Lookup current() {
    Credentials credentials = cached;
    return credentials == null ? readFirst() : new Lookup.Available(credentials);
  }

  private synchronized Lookup readFirst() {
    if (cached != null) {
      return new Lookup.Available(cached);
    }
    if (failure != null && clock.instant().isBefore(retryNotBefore)) {
      return new Lookup.Missing(failure);
    }
    return switch (readCredentials()) {
      case Lookup.Available found -> {
        cached = found.credentials();
        yield found;
      }
      case Lookup.Missing missing -> {
        failure = missing.answer();
        retryNotBefore = clock.instant().plus(FAILURE_BACKOFF);
        yield missing;
      }
    };
  }

  @Override
  public synchronized Optional<Credentials> replacementFor(Credentials refused) {
    if (cached != null && !cached.equals(refused)) {
      return Optional.of(cached);
    }
    Instant now = clock.instant();
    if (now.isBefore(rereadNotBefore)) {
      return Optional.empty();
    }
    rereadNotBefore = now.plus(MIN_REREAD_INTERVAL);
    if (!(readCredentials() instanceof Lookup.Available(Credentials newer))
        || newer.equals(refused)) {
      LOG.warnf("upstream refused the key of MAJESTIC_SECRET, and %s has no other key", secretId);
      return Optional.empty();
    }
    LOG.infof("upstream refused the key of MAJESTIC_SECRET, and %s has another key", secretId);
    cached = newer;
    return Optional.of(newer);
  }

  private Lookup readCredentials() {
    return switch (secretReader.get()) {
      case ReadResult.SecretText(String text) -> {
        Credentials credentials = CredentialsParser.parse(text);
        yield credentials == null
            ? reportUnusable("it has no key", false)
            : new Lookup.Available(credentials);
      }
      case ReadResult.Failed(String reason, boolean isTransient) ->
          reportUnusable(reason, isTransient);
    };
  }

  /** Logs which secret can't be used. The answer to callers does not name it. */
  private Lookup reportUnusable(String reason, boolean isTransient) {
    LOG.errorf("the secret %s of MAJESTIC_SECRET can't be used: %s", secretId, reason);
    String detail = "the secret of MAJESTIC_SECRET can't be used: " + reason;
    return new Lookup.Missing(
        isTransient
            ? new Answer.Unavailable(detail, true, null)
            : new Answer.Refused(Globals.NONE, RefusalReason.INVALID_KEY, "NoKey", detail));
  }
}
