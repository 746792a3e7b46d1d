package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.FakeMajestic;
import org.backlinks.question.Index;
import org.backlinks.question.IndexItem;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.service.IndexItemFetcher.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IndexItemFetcherTest {
  private static final String COMMAND = "GetIndexItemInfo";
  private static final List<String> ITEMS = List.of("http://rows-3.example/", "rows-3.example");

  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  @AfterEach
  void refillUnits() {
    ENVIRONMENT.majestic().setIndexItemUnitsLeft(1_000_000);
  }

  @Test
  void countsAreFetchedAndBooked() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      assertThat(service.indexItemFetcher.fetch(Index.HISTORIC, ITEMS))
          .isInstanceOfSatisfying(
              Result.Fetched.class,
              fetched ->
                  assertThat(fetched.items())
                      .extracting(IndexItem::backlinks)
                      .containsExactly(3L, 3L));
      assertThat(bookedUnits(service)).isEqualTo(2);
      assertThat(majestic().indexItemUnitsLeft()).isEqualTo(999_998);
    }
  }

  @Test
  void remainingUnitsAreStored() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      service.usageReader.usageSummary();
      service.clock.advance(Duration.ofSeconds(1));
      service.indexItemFetcher.fetch(Index.HISTORIC, ITEMS);
      Instant deadline = Instant.now().plusSeconds(20);
      while (remainingUnits(service) != 999_998 && Instant.now().isBefore(deadline)) {
        Thread.onSpinWait();
      }
      assertThat(remainingUnits(service)).isEqualTo(999_998);
    }
  }

  @Test
  void upstreamIsNotAskedWhenBudgetIsUsed() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService("BACKLINKS_DAY_BUDGET_INDEX_ITEMS", "1")) {
      Problem problem = problem(service);
      assertThat(problem.kind()).isEqualTo(Kind.BUDGET_EXCEEDED);
      assertThat(problem.detail()).contains("2 index item units", "nothing was spent");
      assertThat(problem.retryable()).isTrue();
      assertThat(problem.retryAfter()).isNotNull();
      assertThat(majestic().calls(COMMAND)).isEmpty();
      assertThat(bookedUnits(service)).isZero();
    }
  }

  @Test
  void unitsAreTakenBackWhenUpstreamRefuses() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      majestic().setIndexItemUnitsLeft(1);
      Problem usedUp = problem(service);
      assertThat(usedUp.kind()).isEqualTo(Kind.UPSTREAM_UNITS_EXHAUSTED);
      assertThat(usedUp.retryable()).isFalse();
      majestic().scriptNextOf(COMMAND, new Behaviour.ErrorCode("InvalidParameter", "no such item"));
      assertThat(problem(service).kind()).isEqualTo(Kind.UPSTREAM_REFUSED);
      majestic().scriptNextOf(COMMAND, status(503));
      Problem unavailable = problem(service);
      assertThat(unavailable.kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
      assertThat(unavailable.retryable()).isTrue();
      assertThat(bookedUnits(service)).isZero();
    }
  }

  @Test
  void unitsStayBookedWhenOutcomeIsUnknown() throws IOException {
    try (ServiceFixture service = ENVIRONMENT.newService("MAJESTIC_TIMEOUT", "PT1S")) {
      majestic().scriptNextOf(COMMAND, status(502));
      assertThat(problem(service).kind()).isEqualTo(Kind.UPSTREAM_UNAVAILABLE);
      majestic().scriptNextOf(COMMAND, new Behaviour.HtmlPage());
      assertThat(problem(service).kind()).isEqualTo(Kind.UPSTREAM_UNREADABLE);
      majestic()
          .scriptNextOf(
              COMMAND,
              new Behaviour.FixedResponse(
                  200, "application/json", "{\"Code\": \"OK\", \"DataTables\": {}}", Map.of()));
      assertThat(problem(service).kind()).isEqualTo(Kind.UPSTREAM_UNREADABLE);
      majestic().scriptNextOf(COMMAND, new Behaviour.ErrorCode("QueuedForProcessing", ""));
      assertThat(problem(service).kind()).isEqualTo(Kind.UPSTREAM_UNREADABLE);
      assertThat(bookedUnits(service)).isEqualTo(8);
    }
  }

  private static long remainingUnits(ServiceFixture service) {
    return service.usageReader.usageSummary().remaining().indexItems();
  }

  private static Behaviour status(int status) {
    return new Behaviour.FixedResponse(status, "text/plain", "", Map.of());
  }

  private static FakeMajestic majestic() {
    return ENVIRONMENT.majestic();
  }

  private static Problem problem(ServiceFixture service) throws IOException {
    if (service.indexItemFetcher.fetch(Index.HISTORIC, ITEMS)
        instanceof Result.Failed(Problem problem)) {
      return problem;
    }
    throw new AssertionError("the items were counted");
  }

  private static long bookedUnits(ServiceFixture service) {
    return service.dailySpend(service.clock.instant()).indexItems();
  }
}
