package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.backlinks.local.TableFault;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class LeftoverAnswersTest {
  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  @Test
  void takeOverUsesStoredManifestWithoutCall() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      endLeaseAtFirstReportWriteAfterPaidAnswer(service, "TransactWriteItems");
      Report report = service.askForReport("http://rows-7.example.com/");
      service.awaitIdle();
      ENVIRONMENT.removeTableFaults();
      assertThat(service.storedReport(report).state()).isInstanceOf(State.Claimed.class);
      pollLater();
      Report ready = service.storedReport(report);
      assertThat(ready.state())
          .isEqualTo(new State.Ready(((State.Ready) ready.state()).readyAt(), 1));
      assertThat(ready.billing().usage().charged().retrieval()).isEqualTo(7);
      assertThat(ready.billing().usage().calls()).isEqualTo(1);
      assertThat(service.dailySpend(service.clock.instant()).spent().retrieval()).isEqualTo(7);
      assertThat(ENVIRONMENT.majestic().paidCalls()).hasSize(1);
    }
  }

  @Test
  void takeOverUsesStoredAnswerOfCommandWithOneList() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      endLeaseAtFirstReportWriteAfterPaidAnswer(service, "TransactWriteItems");
      Report report =
          service.askForReport("http://www.rows-7.example.com/", "command", "GetBackLinkData");
      service.awaitIdle();
      ENVIRONMENT.removeTableFaults();
      assertThat(service.storedReport(report).state()).isInstanceOf(State.Claimed.class);
      pollLater();
      Report ready = service.storedReport(report);
      assertThat(ready.billing().usage().calls()).isEqualTo(1);
      Manifest manifest = service.reportReader.openSnapshot(ready, 0).manifest();
      assertThat(manifest.tables(Table.Kind.LINKS))
          .singleElement()
          .satisfies(table -> assertThat(table.rowCount()).isEqualTo(7));
      assertThat(ENVIRONMENT.majestic().paidCalls()).hasSize(1);
    }
  }

  @Test
  void takeOverUsesAnswerOfHolderLongAgo() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      endLeaseAtFirstReportWriteAfterPaidAnswer(service, "TransactWriteItems");
      Report report = service.askForReport("http://rows-7.example.com/");
      service.awaitIdle();
      ENVIRONMENT.removeTableFaults();
      Report stored = service.storedReport(report);
      for (int holder = 0; holder < 30; holder++) {
        service.clock.advance(Duration.ofSeconds(30));
        Report taken = stored.takeOver(service.clock.instant(), Duration.ofSeconds(1));
        assertThat(service.reportStore.takeOver(stored, taken)).isTrue();
        stored = taken;
      }
      pollLater();
      assertThat(ENVIRONMENT.majestic().paidCalls()).hasSize(1);
    }
  }

  @Test
  void takeOverUsesStoredPartWhenReportHasSeveral() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      endLeaseAtFirstReportWriteAfterPaidAnswer(service, "PutItem");
      Report report =
          service.askForReport(
              "http://www.rows-7.example.com/",
              "scopes",
              "url,rootDomain",
              "command",
              "GetBackLinkData");
      service.awaitIdle();
      ENVIRONMENT.removeTableFaults();
      assertThat(service.storedReport(report).state()).isInstanceOf(State.Claimed.class);
      pollLater();
      Report ready = service.storedReport(report);
      assertThat(ready.billing().usage().calls()).isEqualTo(2);
      assertThat(ENVIRONMENT.majestic().paidCalls()).hasSize(2);
      assertThat(service.dailySpend(service.clock.instant()).calls()).isEqualTo(2);
    }
  }

  @Test
  void leftoverAnswerIsIgnoredWhenUnreadable() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      endLeaseAtFirstReportWriteAfterPaidAnswer(service, "TransactWriteItems");
      Report report = service.askForReport("http://rows-7.example.com/");
      service.awaitIdle();
      ENVIRONMENT.removeTableFaults();
      ENVIRONMENT
          .dynamo()
          .client()
          .putItem(put ->
              put.tableName(service.settings.table().name())
                  .item(
                      Map.of(
                          "pk", AttributeValue.fromS("manifest#" + report.id().text() + "#1"),
                          "bytes", AttributeValue.fromB(SdkBytes.fromUtf8String("damaged")))));
      pollLater();
      assertThat(service.storedReport(report).billing().usage().calls()).isEqualTo(2);
    }
  }

  /** Runs a worker after the lease of the first holder. */
  private static void pollLater() {
    try (ServiceFixture later = ENVIRONMENT.newService()) {
      later.clock.advance(Duration.ofHours(1));
      assertThat(later.poll().ready()).isEqualTo(1);
    }
  }

  /**
   * Lets the writes of a report and the renewals of its lease fail after the paid answer. At the
   * first such write the clock passes the end of the lease.
   */
  private static void endLeaseAtFirstReportWriteAfterPaidAnswer(
      ServiceFixture service, String operation) {
    AtomicBoolean isLeaseOver = new AtomicBoolean();
    ENVIRONMENT
        .proxy()
        .setRule(request -> {
          boolean fails =
              request.itemKind().equals("report")
                  && (request.operation().equals(operation) || request.isLeaseRenewal())
                  && !ENVIRONMENT.majestic().paidCalls().isEmpty();
          if (fails && isLeaseOver.compareAndSet(false, true)) {
            service.clock.advance(Duration.ofMinutes(5));
          }
          return fails ? Optional.of(TableFault.SERVER_ERROR) : Optional.empty();
        });
  }
}
