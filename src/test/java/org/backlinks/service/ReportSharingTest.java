package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReportSharingTest {
  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  private static final Duration HOUR = Duration.ofHours(1);

  private static ServiceFixture newService() {
    return ENVIRONMENT.newService("BACKLINKS_SHARE_URL", "https://links.example/base/");
  }

  private static ReportSharing.Result.Shared share(
      ServiceFixture service, Report report, Duration lifetime) {
    return (ReportSharing.Result.Shared) service.reportSharing.share(report.id(), lifetime);
  }

  private static String token(ReportSharing.Result.Shared shared) {
    return shared.url().substring("https://links.example/base/v1/shared/".length());
  }

  @Test
  void linkShowsReportUntilItEnds() {
    try (ServiceFixture service = newService()) {
      Report ready = service.askForReport("http://rows-3.example.com/");
      ReportSharing.Result.Shared shared = share(service, ready, HOUR);
      assertThat(shared.url()).matches("https://links.example/base/v1/shared/[A-Za-z0-9_-]{43}");
      assertThat(shared.toString()).doesNotContain(token(shared));
      assertThat(service.reportSharing.find(token(shared))).map(Report::id).hasValue(ready.id());
      service.clock.advance(HOUR);
      assertThat(service.reportSharing.find(token(shared))).isEmpty();
    }
  }

  @Test
  void linkEndsWithItsReport() {
    try (ServiceFixture service = newService()) {
      Report ready = service.askForReport("http://rows-3.example.com/");
      ReportSharing.Result.Shared shared = share(service, ready, Duration.ofDays(90));
      assertThat(shared.expiresAt()).isEqualTo(service.storedReport(ready).lifetime().expiresAt());
      assertThat(service.reportDeletion.delete(ready.id())).isTrue();
      assertThat(service.reportSharing.find(token(shared))).isEmpty();
      assertThat(service.reportSharing.unshare(ready.id())).isFalse();
    }
  }

  @Test
  void unsharedReportHasNoLink() {
    try (ServiceFixture service = newService()) {
      Report ready = service.askForReport("http://rows-3.example.com/");
      ReportSharing.Result.Shared shared = share(service, ready, HOUR);
      assertThat(service.reportSharing.unshare(ready.id())).isTrue();
      assertThat(service.reportSharing.find(token(shared))).isEmpty();
    }
  }

  @Test
  void onlyReadyReportIsShared() {
    try (ServiceFixture service = newService()) {
      Report pending = service.askForReport("http://rows-3.example.com/", "wait", "0");
      assertThat(service.reportSharing.share(pending.id(), HOUR))
          .isInstanceOf(ReportSharing.Result.NotReady.class);
      ReportId unknown = new ReportId("0".repeat(32));
      assertThat(service.reportSharing.share(unknown, HOUR))
          .isEqualTo(new ReportSharing.Result.NotFound());
    }
  }

  @Test
  void sharingIsOffWithoutAddress() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      assertThat(service.reportSharing.isEnabled()).isFalse();
    }
  }
}
