package org.backlinks.majestic;

import java.time.Clock;
import java.util.Optional;
import org.backlinks.config.Settings;
import org.backlinks.majestic.Answer.RefusalReason;
import org.backlinks.snapshot.Globals;

/** Provides our credentials for upstream. */
interface CredentialsProvider {
  /** Returns the credentials, or why there are none. */
  Lookup current();

  /**
   * Returns credentials that differ from those that upstream refused. Returns nothing when there
   * are none.
   */
  Optional<Credentials> replacementFor(Credentials refused);

  /** Returns the provider that the settings ask for. */
  static CredentialsProvider from(Settings.MajesticCredentials settings, Clock clock) {
    if (settings.apiKey() != null) {
      return new Fixed(new Credentials.ApiKey(settings.apiKey()));
    }
    if (settings.accessToken() != null && settings.privateKey() != null) {
      return new Fixed(new Credentials.OpenApps(settings.accessToken(), settings.privateKey()));
    }
    String secret = settings.secretId();
    return secret == null
        ? new None(
            new Answer.Refused(
                Globals.NONE,
                RefusalReason.INVALID_KEY,
                "NoKey",
                "no key is set: MAJESTIC_API_KEY or MAJESTIC_SECRET"))
        : new SecretCredentialsProvider(secret, new SecretReader(secret), clock);
  }

  /** The result of a lookup. */
  sealed interface Lookup {
    /** There are credentials. */
    record Available(Credentials credentials) implements Lookup {}

    /**
     * There are no credentials, so that no call can be sent.
     *
     * @param answer the answer to every call
     */
    record Missing(Answer answer) implements Lookup {}
  }

  /** Provides credentials that never change. */
  record Fixed(Credentials credentials) implements CredentialsProvider {
    @Override
    public Lookup current() {
      return new Lookup.Available(credentials);
    }

    @Override
    public Optional<Credentials> replacementFor(Credentials refused) {
      return Optional.empty();
    }
  }

  /**
   * Provides no credentials.
   *
   * @param answer the answer to every call
   */
  record None(Answer answer) implements CredentialsProvider {
    @Override
    public Lookup current() {
      return new Lookup.Missing(answer);
    }

    @Override
    public Optional<Credentials> replacementFor(Credentials refused) {
      return Optional.empty();
    }
  }
}
