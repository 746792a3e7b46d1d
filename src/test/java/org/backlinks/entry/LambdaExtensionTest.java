package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.backlinks.service.CallTracker;
import org.backlinks.task.RecordingTaskScheduler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LambdaExtensionTest {
  private static final String EVENT_ROUTE = "GET /2020-01-01/extension/event/next";
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Instant OVER = Instant.EPOCH;

  private final Logger logger = Logger.getLogger(LambdaExtension.class.getName());
  private final WarningRecorder warnings = new WarningRecorder();
  private final ScriptedExtensionsApi api = new ScriptedExtensionsApi();
  private final RecordingTaskScheduler scheduler = new RecordingTaskScheduler();
  private @Nullable Thread thread;

  LambdaExtensionTest() throws IOException {}

  @BeforeEach
  void recordWarnings() {
    logger.addHandler(warnings);
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (thread != null) {
      thread.interrupt();
    }
    api.close();
    if (thread != null) {
      thread.join();
    }
    logger.removeHandler(warnings);
  }

  @Test
  void extensionIsRegisteredWhenPlatformAcceptsIt() throws InterruptedException {
    api.acceptRegistration();
    LambdaExtension extension = run(Clock.systemUTC());
    assertThat(extension.isRegistered()).isTrue();
    api.takeRequest();
    assertThat(api.takeRequest().route()).isEqualTo(EVENT_ROUTE);
  }

  @Test
  void extensionIsNotRegisteredWhenPlatformRefusesIt() throws InterruptedException {
    api.answerRegistration(404, Map.of());
    LambdaExtension extension = run(Clock.systemUTC());
    assertThat(extension.isRegistered()).isFalse();
    api.takeRequest();
    assertThat(api.pollRequest(SHORT)).isEmpty();
  }

  @Test
  void extensionIsNotRegisteredWhenNoPlatformListens() {
    api.close();
    assertThat(run(Clock.systemUTC()).isRegistered()).isFalse();
    assertThat(warnings.messages)
        .containsExactly("the platform did not accept this extension: ConnectException");
  }

  @Test
  void extensionIsNotRegisteredWhenAnswerIsLateButStillRequestsEvents()
      throws InterruptedException {
    Instant start = Instant.parse("2026-11-23T10:00:00Z");
    List<Instant> times = new CopyOnWriteArrayList<>(List.of(start));
    InstantSource source = times::getLast;
    LambdaExtension extension = run(source.withZone(ZoneOffset.UTC));
    api.takeRequest();
    times.add(start.plusMillis(501));
    assertThat(extension.isRegistered()).isFalse();
    api.acceptRegistration();
    assertThat(api.takeRequest().route()).isEqualTo(EVENT_ROUTE);
    assertThat(extension.isRegistered()).isFalse();
  }

  @Test
  void inactiveExtensionIsNotRegistered() {
    assertThat(LambdaExtension.inactive(Clock.systemUTC()).isRegistered()).isFalse();
  }

  @Test
  void extensionStartsOnlyWhenEnvironmentNamesPlatform() throws InterruptedException {
    assertThat(LambdaExtension.start(Map.of(), Clock.systemUTC())).isNull();
    api.answerRegistration(404, Map.of());
    assertThat(
            LambdaExtension.start(
                Map.of("AWS_LAMBDA_RUNTIME_API", api.address()), Clock.systemUTC()))
        .isNotNull();
    assertThat(api.takeRequest().route()).isEqualTo("POST /2020-01-01/extension/register");
  }

  @Test
  void nextEventIsRequestedWhenInvocationEnds() throws InterruptedException {
    api.sendEvent("first", Instant.now().plusSeconds(300));
    LambdaExtension extension = runRegistered();
    extension.recordInvocationEnd("other");
    assertThat(api.pollRequest(SHORT)).isEmpty();
    extension.recordInvocationEnd("first");
    assertThat(api.takeRequest().route()).isEqualTo(EVENT_ROUTE);
  }

  @Test
  void nextEventIsRequestedWhenLastCallIsRecorded() throws InterruptedException {
    api.sendEvent("first", Instant.now().plusSeconds(300));
    LambdaExtension extension = runRegistered();
    try (CallTracker.Ticket call = extension.callTracker().begin()) {
      assertThat(call).isNotNull();
      extension.recordInvocationEnd("first");
      assertThat(api.pollRequest(SHORT)).isEmpty();
    }
    assertThat(api.takeRequest().route()).isEqualTo(EVENT_ROUTE);
    assertThat(warnings.messages).isEmpty();
  }

  @Test
  void nextEventIsRequestedTwoSecondsBeforeDeadline() throws InterruptedException {
    Instant deadline = Instant.now().plusMillis(2_300);
    api.sendEvent("first", deadline);
    LambdaExtension extension = runRegistered();
    try (CallTracker.Ticket call = extension.callTracker().begin()) {
      assertThat(call).isNotNull();
      assertThat(api.takeRequest().route()).isEqualTo(EVENT_ROUTE);
    }
    assertThat(Instant.now()).isBetween(deadline.minusMillis(2_010), deadline);
  }

  @Test
  void unrecordedCallIsLoggedAtTheDeadline() throws InterruptedException {
    LambdaExtension extension = runRegistered();
    try (CallTracker.Ticket call = extension.callTracker().begin()) {
      assertThat(call).isNotNull();
      api.sendEvent("first", OVER);
      api.takeRequest();
    }
    assertThat(warnings.messages)
        .containsExactly("request first ends while an upstream call is not recorded");
  }

  @Test
  void refusalIsLoggedOnceUntilAnEventArrives() throws InterruptedException {
    refuseNextEvents(3);
    api.sendEvent("first", OVER);
    refuseNextEvents(2);
    api.sendEvent("second", OVER);
    runRegistered();
    takeRequests(7);
    assertThat(warnings.messages)
        .containsExactly(
            "the platform gives no next event: the next event has status 403",
            "the platform gives no next event: the next event has status 403");
    assertThat(scheduler.sleeps())
        .extracting(Duration::toMillis)
        .containsExactly(100L, 200L, 400L, 100L, 200L);
  }

  @Test
  void extensionIsNotRegisteredWhilePlatformRefusesEvents() throws InterruptedException {
    api.refuseNextEvent();
    LambdaExtension extension = runRegistered();
    takeRequests(1);
    assertThat(extension.isRegistered()).isFalse();
    api.sendEvent("first", OVER);
    takeRequests(1);
    assertThat(extension.isRegistered()).isTrue();
  }

  @Test
  void waitAfterRefusalIsAtMostOneSecond() throws InterruptedException {
    refuseNextEvents(6);
    runRegistered();
    takeRequests(6);
    assertThat(warnings.messages).hasSize(1);
    assertThat(scheduler.sleeps())
        .extracting(Duration::toMillis)
        .containsExactly(100L, 200L, 400L, 800L, 1_000L, 1_000L);
  }

  private void refuseNextEvents(int count) {
    for (int i = 0; i < count; i++) {
      api.refuseNextEvent();
    }
  }

  private void takeRequests(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      api.takeRequest();
    }
  }

  /** Runs an extension until it has registered and has requested its first event. */
  private LambdaExtension runRegistered() throws InterruptedException {
    api.acceptRegistration();
    LambdaExtension extension = run(Clock.systemUTC());
    takeRequests(2);
    return extension;
  }

  private LambdaExtension run(Clock clock) {
    LambdaExtension extension = new LambdaExtension(scheduler, clock);
    thread = Thread.startVirtualThread(() -> extension.run(new ExtensionsApiClient(api.address())));
    return extension;
  }

  private static final class WarningRecorder extends Handler {
    private final List<String> messages = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord record) {
      messages.add(
          record.getParameters() == null
              ? record.getMessage()
              : record.getMessage().formatted(record.getParameters()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
