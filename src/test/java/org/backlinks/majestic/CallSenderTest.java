package org.backlinks.majestic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.backlinks.majestic.Answer.RefusalReason;
import org.backlinks.majestic.http.ExchangeLimiter;
import org.backlinks.majestic.http.RunningClock;
import org.backlinks.majestic.read.ResponseFormat;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.FakeChunkStore;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.task.FakeTimeScheduler;
import org.backlinks.task.TaskScheduler;
import org.backlinks.telemetry.Metrics;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallSenderTest {
  private static final String OK =
      "{\"Code\": \"OK\", \"DataTables\": {\"URL\": {\"Headers\": {}, \"Data\": []}}}";
  private static final String REFUSED = "{\"Code\": \"InvalidAPIKey\"}";
  private static final String CHARGED =
      "{\"Code\": \"InvalidAPIKey\", \"ChargedAnalysisResUnits\": 1}";
  private static final Credentials OLD = new Credentials.ApiKey("old");
  private static final Credentials NEW = new Credentials.ApiKey("new");
  private static final Duration CALL_TIME = Duration.ofSeconds(10);
  private static final MajesticCall CALL =
      new MajesticCall(
          Map.of("cmd", "GetTopBackLinks", "URL", "http://t.example/"), List.of(Scope.URL));

  private final AtomicLong nanos = new AtomicLong();
  private final TaskScheduler scheduler = new FakeTimeScheduler(nanos::get);
  private final List<String> sentKeys = new ArrayList<>();
  private @Nullable Credentials replacement = NEW;

  /** Sends a call. Each answer takes 10 s. Upstream accepts the new key. */
  private Answer send(String answerToOldKey, Duration maxRetryTime) throws IOException {
    MajesticApi api =
        (_, _, parameters) -> {
          String key = parameters.asMap().getFirst("app_api_key");
          sentKeys.add(key);
          nanos.addAndGet(CALL_TIME.toNanos());
          String answer = key.equals("old") ? answerToOldKey : OK;
          return RestResponse.ok(new ByteArrayInputStream(answer.getBytes(UTF_8)));
        };
    Metrics metrics = new Metrics();
    FailureClassifier failures = new FailureClassifier(scheduler);
    ExchangeLimiter limiter =
        new ExchangeLimiter(1, Duration.ofSeconds(1), new RunningClock(scheduler), scheduler);
    CallExchange exchange =
        new CallExchange(
            new RetryingApi(api, new SplittableRandom(), scheduler),
            ResponseFormat.JSON,
            new ExchangeRunner(limiter, scheduler, metrics),
            new AnswerReader(scheduler, failures, metrics),
            failures,
            Duration.ofMinutes(5));
    return new CallSender(exchange, new ChangingCredentials(), scheduler)
        .send(
            CALL,
            new SnapshotBuilder(new FakeChunkStore()),
            new CallTimeLimits(maxRetryTime, Duration.ofMinutes(5)));
  }

  private final class ChangingCredentials implements CredentialsProvider {
    @Override
    public Lookup current() {
      return new Lookup.Available(OLD);
    }

    @Override
    public Optional<Credentials> replacementFor(Credentials refused) {
      return Optional.ofNullable(replacement);
    }
  }

  @Test
  void refusedCallIsSentOnceMoreWithNewerCredentials() throws IOException {
    assertThat(send(REFUSED, Duration.ofSeconds(11))).isInstanceOf(Answer.Rows.class);
    assertThat(send(REFUSED, Duration.ZERO)).isInstanceOf(Answer.Rows.class);
    assertThat(sentKeys).containsExactly("old", "new", "old", "new");
  }

  @Test
  void refusedCallIsNotSentAgainWithoutNewerCredentials() throws IOException {
    replacement = null;
    assertRefusedOnce(REFUSED, Duration.ZERO);
  }

  @Test
  void refusedCallIsNotSentAgainWhenItsTimeIsOver() throws IOException {
    assertRefusedOnce(REFUSED, CALL_TIME);
  }

  @Test
  void refusedCallIsNotSentAgainWhenItWasCharged() throws IOException {
    assertRefusedOnce(CHARGED, Duration.ZERO);
  }

  @Test
  void answeredCallIsSentOnce() throws IOException {
    assertThat(send(OK, Duration.ZERO)).isInstanceOf(Answer.Rows.class);
    assertThat(sentKeys).containsExactly("old");
  }

  private void assertRefusedOnce(String answer, Duration maxRetryTime) throws IOException {
    assertThat(send(answer, maxRetryTime))
        .asInstanceOf(type(Answer.Refused.class))
        .extracting(Answer.Refused::reason)
        .isEqualTo(RefusalReason.INVALID_KEY);
    assertThat(sentKeys).containsExactly("old");
  }
}
