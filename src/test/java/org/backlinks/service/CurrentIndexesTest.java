package org.backlinks.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.FakeIndex;
import org.backlinks.question.Index;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.IndexState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CurrentIndexesTest {
  private static final String COMMAND = "GetSubscriptionInfo";
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final IndexState FIRST =
      new IndexState("20260904134254-HISTORICAL", "2026-09-04T13:42:54");
  private static final IndexState SECOND =
      new IndexState("20261004134254-HISTORICAL", "2026-10-04T13:42:54");

  @RegisterExtension static final ServiceEnvironment ENVIRONMENT = new ServiceEnvironment();

  @AfterEach
  void resetIndexes() {
    ENVIRONMENT.majestic().resetIndexes();
  }

  @Test
  void upstreamNamesBothIndexesInOneAnswer() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      assertThat(historic(service)).isEqualTo(new CurrentIndex.Named(FIRST));
      assertThat(service.currentIndexes.find(Index.FRESH, TIMEOUT))
          .isEqualTo(new CurrentIndex.Named(new IndexState(null, "2026-11-22T04:05:06")));
      assertThat(callCount()).isEqualTo(1);
    }
  }

  @Test
  void upstreamIsAskedAtMostEveryTenMinutes() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      historic(service);
      ENVIRONMENT.majestic().rebuild(FakeIndex.HISTORIC);
      service.clock.advance(CurrentIndexes.ASK_INTERVAL.minusSeconds(30));
      assertThat(historic(service)).isEqualTo(new CurrentIndex.Named(FIRST));
      assertThat(callCount()).isEqualTo(1);
      service.clock.advance(Duration.ofSeconds(30));
      assertThat(historic(service)).isEqualTo(new CurrentIndex.Named(SECOND));
      assertThat(callCount()).isEqualTo(2);
    }
  }

  @Test
  void upstreamIsAskedAtMostEveryTenMinutesWhenItRefuses() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      ENVIRONMENT.majestic().scriptNextOf(COMMAND, new Behaviour.ErrorCode("Odd", "try later"));
      assertThat(historic(service)).isEqualTo(new CurrentIndex.Unknown());
      assertThat(historic(service)).isEqualTo(new CurrentIndex.Unknown());
      assertThat(callCount()).isEqualTo(1);
      service.clock.advance(CurrentIndexes.ASK_INTERVAL);
      assertThat(historic(service)).isEqualTo(new CurrentIndex.Named(FIRST));
    }
  }

  @Test
  void paidAnswerWithNewerIndexCountsAtOnce() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      historic(service);
      ENVIRONMENT.majestic().rebuild(FakeIndex.HISTORIC);
      service.askForReport("http://www.rows-1.example.com/");
      assertThat(historic(service)).isEqualTo(new CurrentIndex.Named(SECOND));
    }
  }

  @Test
  void answerToOldJobDoesNotBringOldIndexBack() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      ENVIRONMENT.majestic().rebuild(FakeIndex.HISTORIC);
      historic(service);
      service.currentIndexes.record(globals("20260904134254-HISTORICAL"), service.clock.instant());
      assertThat(historic(service)).isEqualTo(new CurrentIndex.Named(SECOND));
    }
  }

  @Test
  void answerOfOtherCallDoesNotReplaceQuestionToUpstream() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      service.currentIndexes.record(globals("20250904134254-HISTORICAL"), service.clock.instant());
      assertThat(historic(service)).isEqualTo(new CurrentIndex.Named(FIRST));
    }
  }

  @Test
  void storedAnswerIsUsedForADayWhenUpstreamDoesNotAnswer() {
    try (ServiceFixture other = ENVIRONMENT.newService();
        ServiceFixture service = ENVIRONMENT.newService()) {
      Instant before = other.clock.instant();
      historic(other);
      awaitStored(other);
      ENVIRONMENT.majestic().scriptNextOf(COMMAND, refusals(4));
      assertThat(historic(service))
          .isInstanceOfSatisfying(
              CurrentIndex.Stored.class,
              stored -> {
                assertThat(stored.state()).isEqualTo(FIRST);
                assertThat(stored.askedAt())
                    .isBetween(before.minusSeconds(1), before.plusSeconds(9));
              });
      service.clock.advance(CurrentIndexes.MAX_STORED_AGE.minusMinutes(1));
      assertThat(historic(service)).isInstanceOf(CurrentIndex.Stored.class);
      service.clock.advance(CurrentIndexes.ASK_INTERVAL);
      assertThat(historic(service)).isEqualTo(new CurrentIndex.Unknown());
    }
  }

  @Test
  void paidAnswerWithNewerIndexIsStored() {
    try (ServiceFixture service = ENVIRONMENT.newService();
        ServiceFixture other = ENVIRONMENT.newService()) {
      historic(service);
      awaitStored(service);
      service.currentIndexes.record(globals("20261004134254-HISTORICAL"), service.clock.instant());
      ENVIRONMENT.majestic().scriptNextOf(COMMAND, refusals(1));
      await(() ->
          historic(other) instanceof CurrentIndex.Stored stored
              && "20261004134254-HISTORICAL".equals(stored.state().id()));
    }
  }

  @Test
  void indexIsUnknownWhenUpstreamReportsNone() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      historic(service);
      awaitStored(service);
      service.clock.advance(CurrentIndexes.ASK_INTERVAL);
      ENVIRONMENT
          .majestic()
          .scriptNextOf(
              COMMAND,
              new Behaviour.FixedResponse(
                  200, "application/json", "{\"Code\": \"OK\", \"DataTables\": {}}", Map.of()));
      assertThat(historic(service)).isEqualTo(new CurrentIndex.Unknown());
    }
  }

  @Test
  void lateAnswerCountsForLaterQuestions() {
    try (ServiceFixture service = ENVIRONMENT.newService()) {
      assertThat(service.currentIndexes.find(Index.HISTORIC, Duration.ZERO))
          .isEqualTo(new CurrentIndex.Unknown());
      assertThat(historic(service)).isEqualTo(new CurrentIndex.Named(FIRST));
      assertThat(callCount()).isEqualTo(1);
    }
  }

  private static CurrentIndex historic(ServiceFixture service) {
    return service.currentIndexes.find(Index.HISTORIC, TIMEOUT);
  }

  private static long callCount() {
    return ENVIRONMENT.majestic().calls(COMMAND).size();
  }

  private static Behaviour[] refusals(int count) {
    Behaviour[] refusals = new Behaviour[count];
    Arrays.fill(refusals, new Behaviour.ErrorCode("Odd", "try later"));
    return refusals;
  }

  private static Globals globals(String indexId) {
    return new Globals(Map.of(IndexState.ID, indexId));
  }

  private static void awaitStored(ServiceFixture service) {
    await(() -> service.subscriptionStore.findIndex(Index.FRESH).isPresent());
    await(() -> service.subscriptionStore.findIndex(Index.HISTORIC).isPresent());
  }

  private static void await(BooleanSupplier condition) {
    Instant deadline = Instant.now().plusSeconds(20);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.onSpinWait();
    }
  }
}
