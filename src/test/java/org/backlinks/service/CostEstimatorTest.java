package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.FakeIndex;
import org.backlinks.report.Estimate;
import org.backlinks.report.Problem.Kind;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.units.Units;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CostEstimatorTest {
  private static final String TARGET = "http://www.rows-4.example.com/";

  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  @Test
  void estimateIsWorstCaseOfNewReport() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Estimate estimate = estimate(service, TARGET, "scopes", "url,rootDomain");
      assertThat(estimate.cost()).isEqualTo(new Units(10_000, 200));
      assertThat(estimate.reusable()).isNull();
      assertThat(estimate.refusal()).isNull();
      assertThat(estimate.remaining().analysis())
          .isEqualTo(ENVIRONMENT.majestic().analysisUnitsLeft());
      assertThat(ENVIRONMENT.majestic().paidCalls()).isEmpty();
    }
  }

  @Test
  void estimateNamesReadyReport() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      Report report = service.askForReport(TARGET, "idempotencyKey", "k1");
      Estimate.ReusableReport reusable =
          new Estimate.ReusableReport(
              report.id(), ((State.Ready) service.storedReport(report).state()).readyAt(), true);
      assertThat(estimate(service, TARGET).reusable()).isEqualTo(reusable);
      service.clock.advance(Duration.ofHours(2));
      assertThat(estimate(service, TARGET, "maxAge", "PT1H").reusable()).isNull();
      assertThat(estimate(service, TARGET, "maxAge", "PT1H", "idempotencyKey", "k1").reusable())
          .isEqualTo(reusable);
    }
  }

  @Test
  void estimateSaysWhetherIndexIsTheSame() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      service.askForReport(TARGET);
      assertThat(reusable(service).sameIndex()).isTrue();
      ENVIRONMENT.majestic().rebuild(FakeIndex.HISTORIC);
      service.clock.advance(CurrentIndexes.ASK_INTERVAL);
      assertThat(reusable(service).sameIndex()).isFalse();
      assertThat(estimate(service, TARGET, "maxAge", "index").reusable()).isNull();
      ENVIRONMENT
          .majestic()
          .scriptNextOf("GetSubscriptionInfo", new Behaviour.ErrorCode("Odd", "try later"));
      service.clock.advance(CurrentIndexes.ASK_INTERVAL);
      assertThat(reusable(service).sameIndex()).isNull();
    } finally {
      ENVIRONMENT.majestic().resetIndexes().clearBehaviours();
    }
  }

  private static Estimate.ReusableReport reusable(ServiceFixture service) {
    return Objects.requireNonNull(estimate(service, TARGET).reusable());
  }

  @Test
  void estimateIsAllowedWhenReportIsUnderway() {
    try (ServiceFixture service = ENVIRONMENT.newService("BACKLINKS_DAY_BUDGET_ANALYSIS", "5000")) {
      service.askForReport(TARGET, "wait", "0");
      Estimate estimate = estimate(service, TARGET);
      assertThat(estimate.reusable()).isNull();
      assertThat(estimate.refusal()).isNull();
    }
  }

  @Test
  void estimateIsRefusedWhenBudgetIsUsed() {
    try (ServiceFixture service = ENVIRONMENT.newService("BACKLINKS_DAY_BUDGET_ANALYSIS", "5000")) {
      service.askForReport(TARGET, "wait", "0");
      assertThat(refusal(estimate(service, "http://rows-5.example.com/")))
          .isEqualTo(Kind.BUDGET_EXCEEDED);
    }
  }

  @Test
  void estimateIsRefusedWhenRequestCostsMoreThanItsLimit() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      assertThat(refusal(estimate(service, TARGET, "maxUnits.analysis", "4999")))
          .isEqualTo(Kind.COST_OVER_LIMIT);
    }
  }

  @Test
  void estimateIsRefusedWhenKeyWasUsedForAnotherQuestion() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      service.askForReport("http://rows-5.example.com/", "wait", "0", "idempotencyKey", "k1");
      assertThat(refusal(estimate(service, TARGET, "idempotencyKey", "k1")))
          .isEqualTo(Kind.IDEMPOTENCY_MISMATCH);
    }
  }

  @Test
  void estimateIsAllowedWhenRefreshFindsBoughtUnits() {
    try (ServiceFixture service =
        ENVIRONMENT.newService("BACKLINKS_MIN_REMAINING_ANALYSIS", "6000")) {
      long before = ENVIRONMENT.majestic().analysisUnitsLeft();
      long retrieval = ENVIRONMENT.majestic().retrievalUnitsLeft();
      ENVIRONMENT.majestic().setUnitsLeft(5_999, retrieval);
      assertThat(refusal(estimate(service, TARGET))).isEqualTo(Kind.REMAINING_BELOW_LIMIT);
      ENVIRONMENT.majestic().setUnitsLeft(before, retrieval);
      service.clock.advance(SubscriptionInfo.RETRY_INTERVAL);
      assertThat(estimate(service, TARGET).refusal()).isNull();
    }
  }

  private static Kind refusal(Estimate estimate) {
    assertThat(estimate.refusal()).isNotNull();
    return estimate.refusal().kind();
  }

  private static Estimate estimate(ServiceFixture service, String target, String... parameters) {
    return service.costEstimator.estimate(
        ServiceFixture.request(target, parameters), service.clock.instant().plusSeconds(20));
  }
}
