package org.backlinks.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.backlinks.config.Settings;
import org.backlinks.question.Callback;
import org.backlinks.question.EarlierReport;
import org.backlinks.question.MaxAge;
import org.backlinks.question.RequestOptions;
import org.backlinks.report.ReportId;
import org.backlinks.report.SampleReports;
import org.backlinks.report.StoredCallback;
import org.backlinks.units.PartialUnits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallbackFactoryTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final ReportId REPORT = SampleReports.id();
  private static final Callback TASK = new Callback.TaskToken("token");
  private static final Callback QUEUE = new Callback.Queue("https://sqs.example.com/1/a");

  private static CallbackFactory factory(Map<String, String> settings) {
    Settings read = Settings.from(settings);
    SplittableRandom random = new SplittableRandom(1);
    return new CallbackFactory(
        new CallbackSchedule(read, Clock.fixed(NOW, ZoneOffset.UTC), random), read, random);
  }

  private static RequestOptions options(@Nullable String key, Callback... callbacks) {
    return new RequestOptions(
        false,
        MaxAge.DEFAULT,
        Duration.ZERO,
        PartialUnits.NONE,
        key,
        1,
        "tag",
        new EarlierReport.Previous(),
        List.of(callbacks));
  }

  @Test
  void callbacksOfClaimAreNumberedAndDueSoon() {
    List<StoredCallback> made = factory(Map.of()).ofClaim(options(null, TASK, QUEUE), REPORT);
    assertThat(made).extracting(callback -> callback.id().number()).containsExactly(0, 1);
    assertThat(made).extracting(callback -> callback.id().owner()).containsOnly(REPORT);
    assertThat(made)
        .extracting(StoredCallback::view)
        .containsOnly(new StoredCallback.View("tag", false, "previous"));
    assertThat(made).extracting(StoredCallback::dueAt).containsOnly(NOW.plusSeconds(15));
    assertThat(made).extracting(StoredCallback::settlement).containsOnlyNulls();
  }

  @Test
  void claimHasEventWhenThereIsBus() {
    List<StoredCallback> made =
        factory(Map.of("BACKLINKS_EVENT_BUS", "bus")).ofClaim(options(null), REPORT);
    assertThat(made).hasSize(1);
    assertThat(made.getFirst().id().isEvent()).isTrue();
    assertThat(made.getFirst().view().tag()).isNull();
  }

  @Test
  void equalTokensAreOneCallback() {
    CallbackFactory factory = factory(Map.of());
    assertThat(factory.drafts(options(null, TASK, TASK), true)).hasSize(1);
    assertThat(factory.drafts(options(null, TASK), true).getFirst().identity())
        .isEqualTo(factory.drafts(options("key", TASK), false).getFirst().identity())
        .doesNotContain("token");
  }

  @Test
  void queueIsToldOncePerIdempotencyKey() {
    CallbackFactory factory = factory(Map.of());
    String first = factory.drafts(options("key", QUEUE), true).getFirst().identity();
    assertThat(factory.drafts(options("key", QUEUE), true).getFirst().identity()).isEqualTo(first);
    assertThat(factory.drafts(options("other", QUEUE), true).getFirst().identity())
        .isNotEqualTo(first);
    assertThat(factory.drafts(options(null, QUEUE), true).getFirst().identity())
        .isNotEqualTo(factory.drafts(options(null, QUEUE), true).getFirst().identity());
  }
}
