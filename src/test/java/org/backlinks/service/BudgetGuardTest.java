package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.backlinks.config.Settings;
import org.backlinks.question.ReportRequest;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.units.Price;
import org.backlinks.units.RemainingUnits;
import org.backlinks.units.Units;
import org.junit.jupiter.api.Test;

class BudgetGuardTest {
  private static final Instant NOW = Instant.parse("2026-11-23T23:59:00.500Z");
  private static final DailySpend TODAY =
      new DailySpend(DailySpend.utcDate(NOW), new Units(90, 900), 1);

  private final BudgetGuard guard =
      new BudgetGuard(
          Settings.from(
              Map.of(
                  "BACKLINKS_DAY_BUDGET_ANALYSIS", "100",
                  "BACKLINKS_DAY_BUDGET_RETRIEVAL", "1000",
                  "BACKLINKS_MIN_REMAINING_ANALYSIS", "10",
                  "BACKLINKS_MIN_REMAINING_RETRIEVAL", "20")));

  @Test
  void requestIsAllowedWhenItCostsItsLimit() {
    assertThat(check("maxUnits.analysis", "10000", "maxUnits.retrieval", "200")).isEmpty();
  }

  @Test
  void requestIsRefusedWhenItMayCostMoreThanItsLimit() {
    assertThat(check("maxUnits.analysis", "9999"))
        .contains(
            Problem.of(
                Kind.COST_OVER_LIMIT,
                "The request may cost 10000 analysis and 200 retrieval units, which is more than"
                    + " maxUnits."));
    assertThat(check("maxUnits.retrieval", "199"))
        .map(Problem::kind)
        .contains(Kind.COST_OVER_LIMIT);
  }

  @Test
  void requestIsRefusedWhenPlanAllowsFewerRows() {
    assertThat(guard.checkRequestLimits(request("maxBacklinks", "701"), new Price(5_000, 700)))
        .contains(
            Problem.of(
                Kind.COST_OVER_LIMIT,
                "The plan allows 700 rows a list, but the request asks for 701."));
    assertThat(guard.checkRequestLimits(request("maxBacklinks", "700"), new Price(5_000, 700)))
        .isEmpty();
  }

  private Optional<Problem> check(String... parameters) {
    return guard.checkRequestLimits(request(parameters), Price.DEFAULT);
  }

  private static ReportRequest request(String... parameters) {
    String[] allParameters = new String[parameters.length + 2];
    System.arraycopy(parameters, 0, allParameters, 0, parameters.length);
    allParameters[parameters.length] = "scopes";
    allParameters[parameters.length + 1] = "url,rootDomain";
    return ServiceFixture.request("http://www.example.com/", allParameters);
  }

  @Test
  void costIsAllowedWhenItFillsBudget() {
    assertThat(checkBudgets(new Units(10, 100), RemainingUnits.UNKNOWN)).isEmpty();
  }

  @Test
  void costOverBudgetIsRefusedUntilNextDay() {
    Optional<Problem> analysis = checkBudgets(new Units(11, 0), RemainingUnits.UNKNOWN);
    assertThat(analysis).map(Problem::kind).contains(Kind.BUDGET_EXCEEDED);
    assertThat(analysis)
        .map(Problem::detail)
        .contains(
            "The budget of this UTC day has no room for 11 analysis and 0 retrieval units;"
                + " nothing was spent.");
    // a caller who waits this number of whole seconds reaches the next day
    assertThat(analysis)
        .map(Problem::retryAfter)
        .map(Duration::toSeconds)
        .contains(Duration.ofSeconds(60).toSeconds());
    assertThat(checkBudgets(new Units(0, 101), RemainingUnits.UNKNOWN))
        .map(Problem::kind)
        .contains(Kind.BUDGET_EXCEEDED);
  }

  @Test
  void costIsRefusedWhenTooFewUnitsRemain() {
    assertThat(checkBudgets(Units.ZERO, new RemainingUnits(10L, 20L, 0L))).isEmpty();
    assertThat(checkBudgets(Units.ZERO, new RemainingUnits(9L, null, null)))
        .map(Problem::kind)
        .contains(Kind.REMAINING_BELOW_LIMIT);
    assertThat(checkBudgets(Units.ZERO, new RemainingUnits(null, 19L, null)))
        .map(Problem::kind)
        .contains(Kind.REMAINING_BELOW_LIMIT);
  }

  private Optional<Problem> checkBudgets(Units cost, RemainingUnits remaining) {
    return guard.checkBudgets(cost, TODAY, remaining, NOW);
  }

  @Test
  void everythingIsAllowedWithoutLimits() {
    BudgetGuard unlimited = new BudgetGuard(Settings.from(Map.of()));
    assertThat(
            unlimited.checkBudgets(
                new Units(1_000_000, 1_000_000), TODAY, new RemainingUnits(0L, 0L, 0L), NOW))
        .isEmpty();
  }

  @Test
  void busyProblemIsRetryable() {
    assertThat(BudgetGuard.busyProblem().retryable()).isTrue();
    assertThat(BudgetGuard.busyProblem().retryAfter()).isEqualTo(Duration.ofSeconds(1));
  }
}
