package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.backlinks.local.TableFault;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.units.Units;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CommandRetirementTest {
  private static final String TOP = "GetTopBackLinks";
  private static final String SUCCESSOR = "GetBackLinkData";

  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  @AfterEach
  void restoreCommand() {
    ENVIRONMENT.majestic().restoreCommand(TOP);
  }

  @Test
  void processUsesSuccessorWhenTableFailsToStoreRetirement() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      service.clock.set(ServiceFixture.noon());
      ENVIRONMENT.majestic().retireCommand(TOP);
      failRequestsForRetiredCommands();
      assertReadyFromSuccessor(service.askForReport("http://rows-3.refused.example.com/"), 2);
      assertReadyFromSuccessor(service.askForReport("http://rows-3.next.example.com/"), 1);
      service.clock.advance(Duration.ofMinutes(2));
      assertReadyFromSuccessor(service.askForReport("http://rows-3.later.example.com/"), 1);
      assertThat(ENVIRONMENT.majestic().probes(TOP)).hasSize(1);
      assertThat(ENVIRONMENT.majestic().calls(TOP)).as("the refused call and the probe").hasSize(2);
      Instant now = service.clock.instant();
      assertThat(service.dailySpend(now))
          .isEqualTo(new DailySpend(DailySpend.utcDate(now), new Units(15_000, 9), 4));
    }
  }

  @Test
  void commandIsUsedWhenTableFailsToReadRetirement() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      failRequestsForRetiredCommands();
      Report report = service.askForReport("http://rows-3.known.example.com/");
      assertThat(report.state()).isInstanceOf(State.Ready.class);
      assertThat(report.parameters()).containsEntry("cmd", TOP);
      assertThat(ENVIRONMENT.majestic().calls(SUCCESSOR)).isEmpty();
    }
  }

  private static void failRequestsForRetiredCommands() {
    ENVIRONMENT
        .proxy()
        .setRule(request ->
            request.itemKind().equals("command")
                ? Optional.of(TableFault.SERVER_ERROR)
                : Optional.empty());
  }

  private static void assertReadyFromSuccessor(Report report, int calls) {
    assertThat(report.state()).isInstanceOf(State.Ready.class);
    assertThat(report.parameters()).containsEntry("cmd", SUCCESSOR);
    assertThat(report.billing().usage().calls()).isEqualTo(calls);
  }
}
