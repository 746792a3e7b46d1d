package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.backlinks.local.TableFault;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Behaviour.TablesKind;
import org.backlinks.local.majestic.Behaviour.TokenKind;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.units.Units;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UpstreamJobCancellerTest {
  private static final String CANCEL_COMMAND = "DeleteDownloads";

  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  static Stream<Behaviour> failures() {
    return Stream.of(
        new Behaviour.ErrorCode("Odd", "try later"),
        new Behaviour.FixedResponse(503),
        new Behaviour.HtmlPage(),
        new Behaviour.Reset(),
        new Behaviour.SlowHeaders(Duration.ofSeconds(6)));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void deletionSucceedsWhenCancelFails(Behaviour failure) {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report queued = askForQueuedReport(service);
      ENVIRONMENT.majestic().scriptNextOf(CANCEL_COMMAND, failure);
      assertThat(service.reportDeletion.delete(queued.id())).isTrue();
      assertThat(ENVIRONMENT.majestic().calls(CANCEL_COMMAND)).hasSize(1);
      assertDeleted(service, queued);
    }
  }

  @Test
  void jobIsNotCancelledWhenSimilarQuestionsCannotBeRead() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report queued = askForQueuedReport(service);
      ENVIRONMENT
          .proxy()
          .setRule(request ->
              request.kind().equals("GetItem question")
                  ? Optional.of(TableFault.SERVER_ERROR)
                  : Optional.empty());
      assertThat(service.reportDeletion.delete(queued.id())).isTrue();
      ENVIRONMENT.removeTableFaults();
      assertThat(ENVIRONMENT.majestic().calls(CANCEL_COMMAND)).isEmpty();
      assertDeleted(service, queued);
    }
  }

  @Test
  void jobIsNotCancelledWhenSameQuestionIsAskedAgain() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report queued = askForQueuedReport(service);
      List<Report> askedAgain = new CopyOnWriteArrayList<>();
      ENVIRONMENT
          .proxy()
          .setRule(request -> {
            if (request.kind().equals("GetItem question")) {
              ENVIRONMENT.removeTableFaults();
              askedAgain.add(service.askForReport(queued.question().target().text()));
            }
            return Optional.empty();
          });
      assertThat(service.reportDeletion.delete(queued.id())).isTrue();
      assertThat(askedAgain)
          .singleElement()
          .satisfies(report -> assertThat(report.id()).isNotEqualTo(queued.id()));
      assertThat(ENVIRONMENT.majestic().calls(CANCEL_COMMAND)).isEmpty();
    }
  }

  /** Asks for a target that no other test uses, because upstream remembers its jobs. */
  private static Report askForQueuedReport(ServiceFixture service) {
    String name = service.settings.table().name();
    ENVIRONMENT
        .majestic()
        .scriptTarget(
            name,
            new Behaviour.Queued(3, TokenKind.JOB_ID, TablesKind.EMPTY, new Behaviour.Rows()));
    Report queued = service.askForReport("http://rows-2.%s.example.com/".formatted(name));
    assertThat(queued.state()).isInstanceOf(State.Queued.class);
    return queued;
  }

  /** Checks that the report is gone, and that its job is settled at its maximum cost. */
  private static void assertDeleted(ServiceFixture service, Report report) {
    assertThat(service.storedReport(report).state()).isInstanceOf(State.Deleted.class);
    assertThat(service.reportReader.find(report.id())).isEmpty();
    Instant now = service.clock.instant();
    assertThat(service.dailySpend(now))
        .isEqualTo(new DailySpend(DailySpend.utcDate(now), new Units(5_000, 100), 1));
    service.clock.advance(Duration.ofHours(1));
    assertThat(service.poll().due()).isZero();
  }
}
