package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.report.State;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReportReaderTest {
  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  @Test
  void unknownReportIsNotFound() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      assertThat(service.reportReader.find(SampleReports.id())).isEmpty();
    }
  }

  @Test
  void deletedReportIsNotFound() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report report = service.askForReport("http://rows-4.example.com/", "wait", "0");
      assertThat(service.reportReader.find(report.id())).isPresent();
      assertThat(service.reportDeletion.delete(report.id())).isTrue();
      assertThat(service.reportReader.find(report.id())).isEmpty();
      assertThat(service.reportDeletion.delete(report.id())).isFalse();
    }
  }

  @Test
  void expiredReportIsNotFound() {
    try (ServiceFixture service = ENVIRONMENT.newService("BACKLINKS_TTL", "PT1H")) {
      Report report = service.askForReport("http://rows-4.example.com/");
      service.clock.advance(Duration.ofHours(1).plusSeconds(1));
      assertThat(service.reportReader.find(report.id())).isEmpty();
    }
  }

  @Test
  void reportIsReadWithItsRows() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report report = service.askForReport("http://rows-4.example.com/");
      int version = ((State.Ready) report.state()).snapshotVersion();
      ReportReader.FoundReport found = service.reportReader.find(report.id(), version, List.of(0));
      assertThat(found.report()).contains(service.storedReport(report));
      assertThat(countLinks(found.snapshot())).isEqualTo(4);
    }
  }

  @Test
  void rowsOfUnknownVersionAreNotRead() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report report = service.askForReport("http://rows-4.example.com/");
      ReportReader.FoundReport found = service.reportReader.find(report.id(), 17, List.of(0));
      assertThat(found.report()).isPresent();
      assertThatThrownBy(found::snapshot).isInstanceOf(IOException.class);
    }
  }

  @Test
  void rowsOfReadyReportAreOpened() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report report = service.askForReport("http://rows-4.example.com/");
      assertThat(countLinks(service.reportReader.openSnapshot(report, 0))).isEqualTo(4);
      assertThat(countLinks(service.reportReader.openSnapshot(report, 3))).isEqualTo(4);
    }
  }

  @Test
  void rowsOfPendingReportAreNotOpened() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report report = service.askForReport("http://rows-4.example.com/", "wait", "0");
      assertThatThrownBy(() -> service.reportReader.openSnapshot(report, 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(report.id().text());
    }
  }

  private static long countLinks(Snapshot snapshot) {
    return snapshot.manifest().linkTables(List.of("url")).stream().mapToLong(Table::rowCount).sum();
  }
}
