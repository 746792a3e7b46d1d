package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.backlinks.local.TableFault;
import org.backlinks.question.ReportRequest;
import org.backlinks.question.RequestReader;
import org.backlinks.report.CallbackId;
import org.backlinks.report.ReportId;
import org.backlinks.service.AskResult;
import org.backlinks.service.ServiceEnvironment;
import org.backlinks.service.ServiceFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WorkerTriggersTest {
  private static final JsonMapper JSON = new JsonMapper();

  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  private ServiceFixture service;
  private EntryAssembly entry;

  @BeforeEach
  void start() {
    service = ENVIRONMENT.newService("BACKLINKS_EVENT_BUS", "bus");
    entry = new EntryAssembly(service);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  /** Asks for a report with a callback, and returns the report's id. */
  private ReportId ask(String target) {
    ObjectNode fields = JSON.createObjectNode().put("target", target).put("wait", 0);
    fields.putArray("callbacks").addObject().put("taskToken", target);
    ReportRequest request = (ReportRequest) new RequestReader(true, Set.of()).fromJson(fields);
    Instant answerBy = service.clock.instant().plusSeconds(60);
    AskResult result =
        service.reportService.ask(request, answerBy, service.invocationEnd(), _ -> {});
    return ((AskResult.Answered) result).report().id();
  }

  /** Asks for a report with a callback, and ends the report. Nobody is notified yet. */
  private ReportId askAndEnd(String target) {
    ReportId report = ask(target);
    assertThat(service.dueReportWorker.processAll(List.of(report), service.invocationEnd()))
        .isEmpty();
    return report;
  }

  private static JsonNode json(byte[] answer) throws IOException {
    return JSON.readTree(answer);
  }

  /** Sends records of a new report, of its callback, and of its event. */
  private List<String> processChanges(ReportId... reports) throws IOException {
    List<Event.StreamRecord> records = new ArrayList<>();
    for (ReportId report : reports) {
      String number = report.text();
      records.add(new Event.StreamRecord(number, report, null));
      records.add(new Event.StreamRecord(number + "-callback", null, new CallbackId(report, 0)));
      records.add(
          new Event.StreamRecord(
              number + "-event", null, new CallbackId(report, CallbackId.EVENT)));
      records.add(new Event.StreamRecord(number + "-again", null, new CallbackId(report, 0)));
    }
    records.add(new Event.StreamRecord("another item", null, null));
    JsonNode answer =
        json(
            entry
                .workerTriggers
                .processChanges(new Event.TableStream(records), workerContext())
                .toByteArray());
    return answer.findValuesAsText("itemIdentifier");
  }

  private InvocationContext workerContext() {
    return new InvocationContext("request-2", service.clock.instant(), service.invocationEnd());
  }

  private List<CallbackId> notified() {
    return service.recipients.deliveries().stream()
        .map(delivery -> delivery.recipient().id())
        .toList();
  }

  @Test
  void pollWorksOnReportsAndNotifies() throws IOException {
    ReportId ended = askAndEnd("http://rows-1.example.com/");
    ReportId due = ask("http://rows-2.example.com/");
    ObjectNode poll = JSON.createObjectNode().put("action", "poll");
    JsonNode answer = json(entry.directActions.execute(poll, entry.newContext()).toByteArray());
    assertThat(answer.path("ready").asInt()).isEqualTo(1);
    assertThat(notified())
        .containsExactlyInAnyOrder(
            new CallbackId(ended, CallbackId.EVENT),
            new CallbackId(ended, 0),
            new CallbackId(due, CallbackId.EVENT),
            new CallbackId(due, 0));
  }

  @Test
  void tickNotifiesOfReportsThatItEnds() throws IOException {
    ReportId report = ask("http://rows-2.example.com/");
    JsonNode answer = json(entry.workerTriggers.processDue(workerContext()).toByteArray());
    assertThat(answer.path("ready").asInt()).isEqualTo(1);
    assertThat(notified())
        .containsExactlyInAnyOrder(
            new CallbackId(report, CallbackId.EVENT), new CallbackId(report, 0));
  }

  @Test
  void streamStartsNewReportsAndNotifiesOfEndedOnes() throws IOException {
    ReportId ended = askAndEnd("http://rows-1.example.com/");
    ReportId added = ask("http://rows-2.example.com/");
    assertThat(processChanges(ended, added)).isEmpty();
    assertThat(service.reportStore.find(added).orElseThrow().state().isPending()).isFalse();
    assertThat(notified())
        .containsOnlyOnce(new CallbackId(ended, 0), new CallbackId(ended, CallbackId.EVENT));
    // the end of the new report is a change of its own
    processChanges(added);
    assertThat(notified())
        .containsOnlyOnce(new CallbackId(added, 0), new CallbackId(added, CallbackId.EVENT));
    assertThat(notified()).hasSize(4);
  }

  @Test
  void recordThatCanNotBeProcessedDelaysNoOther() throws IOException {
    ReportId poison = askAndEnd("http://rows-1.example.com/");
    ReportId ended = askAndEnd("http://rows-2.example.com/");
    ReportId poisonedReport = ask("http://rows-3.example.com/");
    ReportId added = ask("http://rows-4.example.com/");
    ENVIRONMENT
        .proxy()
        .setRule(request ->
            request.body().contains("\"callback#" + poison.text())
                    || request.body().contains("\"report#" + poisonedReport.text())
                ? Optional.of(TableFault.REJECTED)
                : Optional.empty());
    assertThat(processChanges(poison, ended, poisonedReport, added))
        .containsExactlyInAnyOrder(
            poison.text() + "-callback", poison.text() + "-again", poisonedReport.text());
    assertThat(service.reportStore.find(added).orElseThrow().state().isPending()).isFalse();
    assertThat(notified())
        .contains(
            new CallbackId(poison, CallbackId.EVENT),
            new CallbackId(ended, 0),
            new CallbackId(ended, CallbackId.EVENT))
        .doesNotContain(new CallbackId(poison, 0), new CallbackId(poisonedReport, 0));
  }

  @Test
  void recordOfUnknownReportIsNotRepeated() throws IOException {
    assertThat(processChanges(new ReportId("0".repeat(32)))).isEmpty();
    assertThat(notified()).isEmpty();
  }
}
