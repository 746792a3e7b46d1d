package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.backlinks.local.TableFault;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.summary.ListSummary;
import org.backlinks.summary.ReportSummary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class SummaryServiceTest {
  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  private static final String TARGET = "http://rows-30.example.com/";

  private ServiceFixture service;

  @BeforeEach
  void start() {
    service = ENVIRONMENT.newService();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private Report ask(String... parameters) {
    Report report = service.askForReport(TARGET, parameters);
    service.awaitIdle();
    return service.storedReport(report);
  }

  private void delete(String key) {
    ENVIRONMENT
        .dynamo()
        .client()
        .deleteItem(delete ->
            delete
                .tableName(service.settings.table().name())
                .key(Map.of("pk", AttributeValue.fromS(key))));
  }

  private void damage(String key) {
    ENVIRONMENT
        .dynamo()
        .client()
        .updateItem(update ->
            update
                .tableName(service.settings.table().name())
                .key(Map.of("pk", AttributeValue.fromS(key)))
                .updateExpression("SET bytes = :damaged")
                .expressionAttributeValues(
                    Map.of(":damaged", AttributeValue.fromB(SdkBytes.fromUtf8String("damaged")))));
  }

  private Map<String, AttributeValue> item(String key) {
    return ENVIRONMENT
        .dynamo()
        .client()
        .getItem(get ->
            get.tableName(service.settings.table().name())
                .key(Map.of("pk", AttributeValue.fromS(key))))
        .item();
  }

  private static String key(Report report) {
    return "summary#" + report.id().text();
  }

  @Test
  void summaryIsStoredWhenTheReportIsReady() throws IOException {
    Report report = ask();
    assertThat(service.summaryService.findStored(report)).isPresent();
    ListSummary list = service.summaryService.summarize(report).lists().getFirst();
    assertThat(list.rows() + list.dead()).isEqualTo(30);
  }

  @Test
  void missingSummaryIsCountedFromTheStoredRows() throws IOException {
    Report report = ask();
    ReportSummary streamed = service.summaryService.summarize(report);
    delete(key(report));
    assertThat(service.summaryService.findStored(report)).isEmpty();
    assertThat(service.summaryService.summarize(report)).isEqualTo(streamed);
    assertThat(service.summaryService.findStored(report)).contains(streamed);
  }

  @Test
  void damagedSummaryIsCountedOnceAndReplaced() throws IOException {
    Report report = ask();
    ReportSummary streamed = service.summaryService.summarize(report);
    damage(key(report));
    assertThat(service.summaryService.findStored(report)).isEmpty();
    assertThat(service.summaryService.summarize(report)).isEqualTo(streamed);
    assertThat(service.summaryService.findStored(report)).contains(streamed);
  }

  @Test
  void summaryOfReportThatIsDeletedMeanwhileExpires() throws IOException {
    Report report = ask();
    damage(key(report));
    assertThat(service.reportDeletion.delete(report.id())).isTrue();
    service.summaryService.summarize(report);
    assertThat(item(key(report)).get("expiresAt").n())
        .isEqualTo(Long.toString(report.lifetime().expiresAt().getEpochSecond()));
  }

  @Test
  void reportOfSeveralAnswersIsCountedOnDemand() throws IOException {
    Report report = ask("command", "GetBackLinkData", "scopes", "url,rootDomain");
    assertThat(service.summaryService.findStored(report)).isEmpty();
    assertThat(service.summaryService.summarize(report).lists()).hasSize(2);
    assertThat(service.summaryService.findStored(report)).isPresent();
  }

  @Test
  void reportIsReadyWhenItsSummaryCannotBeStored() throws IOException {
    ENVIRONMENT
        .proxy()
        .setRule(request ->
            request.kind().equals("PutItem summary")
                ? Optional.of(TableFault.REJECTED)
                : Optional.empty());
    Report report = ask();
    assertThat(report.state()).isInstanceOf(State.Ready.class);
    assertThat(service.summaryService.findStored(report)).isEmpty();
    assertThat(service.summaryService.summarize(report).lists()).hasSize(1);
  }
}
