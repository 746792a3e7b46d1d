package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.backlinks.local.TableFault;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.CallGate;
import org.backlinks.local.majestic.FakeCall;
import org.backlinks.question.Index;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.service.IndexItemCounter.Result;
import org.backlinks.store.CountedItemStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IndexItemCounterTest {
  private static final String COMMAND = "GetIndexItemInfo";
  private static final String URL = "http://rows-3.example/";
  private static final String DOMAIN = "rows-3.example";
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  @Test
  void itemIsCountedOncePerHourByAllProcesses() {
    try (ServiceFixture service = ENVIRONMENT.newService();
        ServiceFixture other = ENVIRONMENT.newService()) {
      assertThat(units(count(service, URL, DOMAIN))).isEqualTo(2);
      assertThat(units(count(service, URL, DOMAIN))).isZero();
      assertThat(units(count(other, DOMAIN, "rows-4.example"))).isEqualTo(1);
      assertThat(calls())
          .extracting(call -> call.parameters().get("items"))
          .containsExactly("2", "1");
      assertThat(bookedUnits(service)).isEqualTo(3);
      service.clock.advance(CountedItemStore.LIFETIME);
      assertThat(units(count(service, URL))).isEqualTo(1);
      assertThat(calls()).hasSize(3);
    }
  }

  @Test
  void otherIndexIsCountedSeparately() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      count(service, URL);
      assertThat(units(service.indexItemCounter.count(Index.FRESH, List.of(URL), TIMEOUT)))
          .isEqualTo(1);
      assertThat(calls())
          .extracting(call -> call.parameters().get("datasource"))
          .containsExactly("historic", "fresh");
    }
  }

  @Test
  void concurrentRequestsShareOneCall() throws Exception {
    CallGate gate = new CallGate();
    ENVIRONMENT
        .majestic()
        .scriptNextOf(COMMAND, new Behaviour.HeldAtGate(gate, new Behaviour.Rows()));
    List<Result> results = new ArrayList<>();
    try (ServiceFixture service = ENVIRONMENT.newService();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Result>> requests = new ArrayList<>();
      requests.add(threads.submit(() -> count(service, URL, DOMAIN)));
      assertThat(gate.awaitArrivals(1, TIMEOUT)).isTrue();
      for (int i = 0; i < 20; i++) {
        requests.add(threads.submit(() -> count(service, DOMAIN)));
      }
      gate.open();
      for (Future<Result> request : requests) {
        results.add(request.get());
      }
      assertThat(bookedUnits(service)).isEqualTo(2);
    }
    assertThat(calls()).hasSize(1);
    assertThat(results).extracting(IndexItemCounterTest::units).startsWith(2).containsOnlyOnce(2);
    assertThat(results)
        .allSatisfy(result ->
            assertThat(((Result.Counted) result).items().get(DOMAIN).backlinks()).isEqualTo(3));
  }

  @Test
  void countContinuesWhenCallerStopsWaiting() throws Exception {
    CallGate gate = new CallGate();
    ENVIRONMENT
        .majestic()
        .scriptNextOf(COMMAND, new Behaviour.HeldAtGate(gate, new Behaviour.Rows()));
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Result result =
          service.indexItemCounter.count(Index.HISTORIC, List.of(URL), Duration.ofMillis(50));
      assertThat(problem(result).kind()).isEqualTo(Kind.UPSTREAM_TIMEOUT);
      assertThat(problem(result).retryable()).isFalse();
      gate.open();
      service.awaitIdle();
      assertThat(units(count(service, URL))).isZero();
      assertThat(calls()).hasSize(1);
    }
  }

  @Test
  void failureIsNotKept() {
    ENVIRONMENT.majestic().scriptNextOf(COMMAND, new Behaviour.ErrorCode("Odd", "try later"));
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      assertThat(problem(count(service, URL)).kind()).isEqualTo(Kind.UPSTREAM_REFUSED);
      assertThat(units(count(service, URL))).isEqualTo(1);
      assertThat(bookedUnits(service)).isEqualTo(1);
    }
  }

  @Test
  void storedCountsAnswerWhenBudgetIsUsed() {
    try (ServiceFixture service = ENVIRONMENT.newService("BACKLINKS_DAY_BUDGET_INDEX_ITEMS", "1")) {
      count(service, URL);
      assertThat(units(count(service, URL))).isZero();
      assertThat(problem(count(service, URL, DOMAIN)).kind()).isEqualTo(Kind.BUDGET_EXCEEDED);
      assertThat(calls()).hasSize(1);
    }
  }

  @Test
  void problemIsInternalWhenTableFails() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      ENVIRONMENT
          .proxy()
          .setRule(request ->
              request.itemKind().equals("item")
                  ? Optional.of(TableFault.REJECTED)
                  : Optional.empty());
      assertThat(problem(count(service, URL)).kind()).isEqualTo(Kind.INTERNAL);
      assertThat(calls()).isEmpty();
    }
  }

  @Test
  void itemWithoutRowIsLeftOutAndAskedForAgain() {
    ENVIRONMENT
        .majestic()
        .scriptNextOf(
            COMMAND,
            new Behaviour.FixedResponse(
                200,
                "application/json",
                """
                {"Code": "OK", "DataTables": {"Results": {"Headers": {}, "Data": [
                  {"Item": "rows-3.example", "Status": "Found", "ExtBackLinks": 5}]}}}
                """,
                Map.of()));
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      assertThat(((Result.Counted) count(service, URL, DOMAIN)).items()).containsOnlyKeys(DOMAIN);
      assertThat(((Result.Counted) count(service, URL, DOMAIN)).items())
          .containsOnlyKeys(DOMAIN, URL);
      assertThat(bookedUnits(service)).isEqualTo(3);
    }
  }

  private static Result count(ServiceFixture service, String... items) {
    return service.indexItemCounter.count(Index.HISTORIC, List.of(items), TIMEOUT);
  }

  private static int units(Result result) {
    return ((Result.Counted) result).units();
  }

  private static Problem problem(Result result) {
    return ((Result.Failed) result).problem();
  }

  private static List<FakeCall> calls() {
    return ENVIRONMENT.majestic().calls(COMMAND);
  }

  private static long bookedUnits(ServiceFixture service) {
    return service.dailySpend(service.clock.instant()).indexItems();
  }
}
