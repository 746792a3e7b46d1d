package org.backlinks.service;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.backlinks.config.Settings;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.ShareLink;
import org.backlinks.report.State;
import org.backlinks.store.ShareLinkStore;
import org.jboss.logging.Logger;

/** Makes links with which everybody can see a report, and finds the report of such a link. */
@Singleton
public final class ReportSharing {
  private static final Logger LOG = Logger.getLogger(ReportSharing.class);

  /** The path of a shared report before the token. */
  public static final String PATH_PREFIX = "/v1/shared/";

  private final ReportReader reportReader;
  private final ShareLinkStore shareLinkStore;
  private final SummaryService summaryService;
  private final Optional<String> baseUrl;
  private final Clock clock;
  private final RandomGenerator random;

  ReportSharing(
      ReportReader reportReader,
      ShareLinkStore shareLinkStore,
      SummaryService summaryService,
      Settings settings,
      Clock clock,
      RandomGenerator random) {
    this.reportReader = reportReader;
    this.shareLinkStore = shareLinkStore;
    this.summaryService = summaryService;
    this.baseUrl = Optional.ofNullable(settings.shareUrl());
    this.clock = clock;
    this.random = random;
  }

  /** The result of sharing a report. */
  public sealed interface Result {
    /**
     * A new link.
     *
     * @param url the address of the shared page. It contains the token, so it is a secret
     * @param expiresAt the time from which on the link does not work
     */
    record Shared(String url, Instant expiresAt) implements Result {
      /** Returns a text without the token. */
      @Override
      public String toString() {
        return "Shared[" + expiresAt + "]";
      }
    }

    /** The report is unknown, expired or deleted. */
    record NotFound() implements Result {}

    /** The report is pending or failed. */
    record NotReady(Report report) implements Result {}

    /** The report has the maximum number of open links. */
    record TooManyLinks(ReportId id) implements Result {}
  }

  /** Returns whether this stack shares reports. */
  public boolean isEnabled() {
    return baseUrl.isPresent();
  }

  /**
   * Makes a link to a ready report.
   *
   * @param lifetime how long the link works. It never works longer than the report lives
   * @throws IllegalStateException when this stack does not share reports
   */
  public Result share(ReportId id, Duration lifetime) {
    String base = baseUrl.orElseThrow(() -> new IllegalStateException("reports are not shared"));
    Optional<Report> found = reportReader.find(id);
    if (found.isEmpty()) {
      return new Result.NotFound();
    }
    Report report = found.get();
    if (!(report.state() instanceof State.Ready)) {
      return new Result.NotReady(report);
    }
    Instant now = clock.instant();
    Instant reportEnd = report.lifetime().expiresAt();
    // the table keeps whole seconds
    Instant linkEnd = now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
    ShareLink link = ShareLink.of(id, linkEnd.isBefore(reportEnd) ? linkEnd : reportEnd, random);
    if (!shareLinkStore.add(link, reportEnd, now)) {
      return new Result.TooManyLinks(id);
    }
    storeSummary(report);
    return new Result.Shared(base + PATH_PREFIX + link.token(), link.expiresAt());
  }

  /** Stores the counts of a report that has none yet, because a shared page shows stored counts. */
  private void storeSummary(Report ready) {
    try {
      summaryService.summarize(ready);
    } catch (IOException | RuntimeException failure) {
      // the link works without the counts
      LOG.warnf(failure, "report %s: its rows can't be counted", ready.id().text());
    }
  }

  /** Ends all links of a report. Returns false when it is unknown, expired or deleted. */
  public boolean unshare(ReportId id) {
    boolean exists = reportReader.find(id).isPresent();
    if (exists) {
      shareLinkStore.revokeAll(id);
    }
    return exists;
  }

  /** Returns the report that a link shows, or empty when the link does not work. */
  public Optional<Report> find(String token) {
    return shareLinkStore
        .find(token, clock.instant())
        .flatMap(reportReader::find)
        .filter(report -> report.state() instanceof State.Ready);
  }
}
