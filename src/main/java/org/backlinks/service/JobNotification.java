package org.backlinks.service;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.backlinks.config.Settings;
import org.backlinks.majestic.MajesticCall;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.store.ReportStore;

/**
 * Handles notifications from upstream that a job is done. Each report has its own address, which
 * contains a secret.
 */
@Singleton
public final class JobNotification {
  /** The path of a notification before the report's id and the secret. */
  public static final String PATH_PREFIX = "/v1/notify/";

  private static final int SECRET_BYTES = 24;

  private final ReportStore reportStore;
  private final Optional<String> baseUrl;
  private final Clock clock;
  private final RandomGenerator random;

  JobNotification(ReportStore reportStore, Settings settings, Clock clock, RandomGenerator random) {
    this.reportStore = reportStore;
    this.baseUrl = Optional.ofNullable(settings.majestic().notifyUrl());
    this.clock = clock;
    this.random = random;
  }

  /** Returns whether upstream gets addresses for notifications. */
  public boolean isEnabled() {
    return baseUrl.isPresent();
  }

  /** Returns an address with a new secret, or empty when notifications are not enabled. */
  Optional<String> newNotifyUrl(ReportId id) {
    return baseUrl.map(base -> {
      byte[] secret = new byte[SECRET_BYTES];
      random.nextBytes(secret);
      return notifyUrl(base, id, HexFormat.of().formatHex(secret));
    });
  }

  /** Makes a pending report due at once. Does nothing when the secret is wrong. */
  public void handleJobDone(ReportId id, String secret) {
    Instant now = clock.instant();
    reportStore
        .find(id)
        // a report that is held, or was interrupted, becomes due when its lease ends
        .filter(report -> isSecretOf(report, secret) && !report.wasInterrupted())
        .ifPresent(report -> reportStore.makeDueNow(report, report.makeDueNow(now)));
  }

  private boolean isSecretOf(Report report, String secret) {
    String submitted = new MajesticCall(report.parameters(), List.of()).notifyUrl();
    return report.state().isPending()
        && submitted != null
        && baseUrl
            .filter(base -> isEqual(submitted, notifyUrl(base, report.id(), secret)))
            .isPresent();
  }

  /** Compares in constant time, so that the time does not reveal a part of the secret. */
  private static boolean isEqual(String first, String second) {
    return MessageDigest.isEqual(
        first.getBytes(StandardCharsets.UTF_8), second.getBytes(StandardCharsets.UTF_8));
  }

  private static String notifyUrl(String base, ReportId id, String secret) {
    return base + PATH_PREFIX + id.text() + "/" + secret;
  }
}
