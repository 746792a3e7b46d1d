package org.backlinks.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.backlinks.config.Settings;
import org.backlinks.question.EarlierReport;
import org.backlinks.render.NoticeRenderer;
import org.backlinks.report.CallbackId;
import org.backlinks.report.Notice;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.report.State;
import org.backlinks.report.StoredCallback;
import org.backlinks.service.EmptyDynamoDbClient;
import org.backlinks.store.StoreFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NoticeFactoryTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-30T12:00:00Z"), ZoneOffset.UTC);
  private static final Report FAILED =
      SampleReports.withState(
          new State.Failed(Instant.EPOCH, Problem.of(Problem.Kind.UPSTREAM_REFUSED, "No.")),
          SampleReports.claimed());
  private static final Report READY =
      SampleReports.withState(new State.Ready(Instant.EPOCH, 1), SampleReports.claimed());

  private final NoticeFactory notices =
      new NoticeFactory(
          StoreFixture.of(new EmptyDynamoDbClient(), Settings.from(Map.of())).chunkStore(),
          new NoticeRenderer(),
          (_, _) -> ChangesSummarizer.Result.NOT_ASKED,
          new CloudEvents(CLOCK),
          CLOCK);

  private static StoredCallback recipient(int number, @Nullable String compareWith) {
    return new StoredCallback(
        new CallbackId(SampleReports.id(), number),
        "hash",
        null,
        new StoredCallback.View("my tag", true, compareWith),
        1,
        null,
        null,
        Instant.EPOCH);
  }

  private static JsonNode json(Notice notice) throws IOException {
    return JSON.readTree(notice.json());
  }

  @Test
  void callerComparesWithWhatItAskedFor() {
    assertThat(NoticeFactory.compareWith(recipient(0, null), READY)).isNull();
    assertThat(NoticeFactory.compareWith(recipient(0, "previous"), READY))
        .isEqualTo(new EarlierReport.Previous());
    assertThat(NoticeFactory.compareWith(recipient(0, "previous"), FAILED)).isNull();
  }

  @Test
  void eventComparesWithPreviousReportIfThereIsOne() {
    StoredCallback event = recipient(CallbackId.EVENT, null);
    assertThat(NoticeFactory.compareWith(event, READY)).isNull();
    assertThat(
            NoticeFactory.compareWith(
                event, SampleReports.withPreviousId(SampleReports.id(), READY)))
        .isEqualTo(new EarlierReport.Previous());
  }

  @Test
  void noticeHasTagOfItsCallerAndEventHasEnvelope() throws IOException {
    JsonNode notice = json(notices.withoutChanges(FAILED, recipient(0, null)));
    assertThat(notice.path("tag").asText()).isEqualTo("my tag");
    assertThat(notice.path("reused").asBoolean()).isTrue();
    Notice event = notices.withoutChanges(FAILED, recipient(CallbackId.EVENT, null));
    assertThat(json(event).path("type").asText()).isEqualTo("org.backlinks.report.failed");
    assertThat(json(event).path("time").asText()).isEqualTo("2026-11-30T12:00:00Z");
    assertThat(json(event).path("subject").asText()).isEqualTo(FAILED.question().target().text());
    assertThat(CloudEvents.detailType(event)).isEqualTo("Report Failed");
  }

  @Test
  void readyReportWithoutItsManifestIsFailure() throws IOException {
    Notice notice = notices.withoutChanges(READY, recipient(0, null));
    assertThat(notice.error()).isEqualTo("internal");
    assertThat(json(notice).at("/problem/retryable").asBoolean()).isFalse();
  }

  @Test
  void refusedRequestIsTold() throws IOException {
    Problem problem = Problem.of(Problem.Kind.COST_OVER_LIMIT, "Too much.");
    assertThat(json(notices.ofRefused(problem, "my tag")).path("tag").asText()).isEqualTo("my tag");
    Notice event = notices.eventOfRefused(problem, "message 1");
    assertThat(json(event).path("id").asText()).isEqualTo("message 1");
    assertThat(CloudEvents.detailType(event)).isEqualTo("Request Refused");
  }
}
