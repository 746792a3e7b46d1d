package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Form;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.backlinks.task.FakeTimeScheduler;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.Test;

class RetryingApiTest {
  private static final CallTimeLimits LIMITS =
      new CallTimeLimits(Duration.ofSeconds(100), Duration.ofSeconds(30));

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger sent = new AtomicInteger();
  private final List<String> readTimes = new ArrayList<>();

  @Test
  void unchargedCallIsRepeatedTwice() {
    assertThat(run(() -> 0).getStatus()).isEqualTo(503);
    assertThat(sent).hasValue(1 + RetryingApi.MAX_RETRIES);
  }

  @Test
  void callIsNotRepeatedWhenProcessWasFrozenBeforeRepeat() {
    long longFreeze = Duration.ofSeconds(101).toNanos();
    // the time is read at the start, before the pause and after it
    AtomicInteger readings = new AtomicInteger();
    assertThat(run(() -> readings.incrementAndGet() == 3 ? longFreeze : 0).getStatus())
        .isEqualTo(503);
    assertThat(sent).hasValue(1);
  }

  @Test
  void repeatHasTheReadTimeThatIsLeft() {
    long second = Duration.ofSeconds(1).toNanos();
    // the time is read at the start, and three times before each repeat
    run(() -> second);
    assertThat(readTimes).containsExactly("PT30S", "PT27S", "PT24S");
  }

  /** A jump of the clock at one of its readings. */
  private interface Jump {
    long nanos();
  }

  private RestResponse<InputStream> run(Jump jump) {
    MajesticApi unavailable =
        (_, maxReadTime, _) -> {
          sent.incrementAndGet();
          readTimes.add(maxReadTime);
          return RestResponse.ResponseBuilder.<InputStream>create(503, "a reason").build();
        };
    FakeTimeScheduler scheduler = new FakeTimeScheduler(() -> nanos.addAndGet(jump.nanos()));
    return new RetryingApi(unavailable, new SplittableRandom(1), scheduler)
        .run("json", new Form(), LIMITS);
  }
}
