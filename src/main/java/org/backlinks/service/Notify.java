package org.backlinks.service;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.backlinks.majestic.Call;
import org.backlinks.ops.Settings;
import org.backlinks.question.Asked;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.store.Reports;
import org.jspecify.annotations.Nullable;

/** Upstream's call back when a job is done: an address with a secret of its own for each report. */
@Singleton
public final class Notify {
  private static final int SECRET_BYTES = 24;
  private static final String PARAMETER = "NotifyURL";

  private final Reports reports;
  private final Settings settings;
  private final Clock clock;
  private final RandomGenerator chance;

  public Notify(Reports reports, Settings settings, Clock clock, RandomGenerator chance) {
    this.reports = reports;
    this.settings = settings;
    this.clock = clock;
    this.chance = chance;
  }

  /** Whether upstream is given an address to call. */
  public boolean isOn() {
    return settings.notifyUrl() != null;
  }

  /** What is submitted for a question: the same parameters from the first call to the last poll. */
  Map<String, String> submission(Asked asked, ReportId id) {
    byte[] secret = new byte[SECRET_BYTES];
    chance.nextBytes(secret);
    return Call.getTopBackLinks(
            asked.question(), asked.terms().forceQueue(), url(id, HexFormat.of().formatHex(secret)))
        .parameters();
  }

  /**
   * Makes a report due at once if the secret is its own; changes nothing and says nothing if not.
   */
  public void done(ReportId id, String secret) {
    Instant now = clock.instant();
    reports
        .find(id)
        // one that is held, or whose work broke off, is due when its lease has run out
        .filter(report -> knows(report, secret) && !report.brokenOff())
        .ifPresent(report -> reports.replace(report, report.dueNow(now)));
  }

  private boolean knows(Report report, String secret) {
    String sent = report.parameters().get(PARAMETER);
    String expected = url(report.id(), secret);
    return report.state().pending()
        && sent != null
        && expected != null
        && MessageDigest.isEqual(
            sent.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  private @Nullable String url(ReportId id, String secret) {
    return settings.notifyUrl() == null
        ? null
        : settings.notifyUrl() + "/v1/notify/" + id.text() + "/" + secret;
  }
}
