package org.backlinks.service;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.backlinks.config.Settings;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.service.LeaseRenewer.HeldLease;
import org.backlinks.store.StoreFixture;
import org.backlinks.task.InlineTaskScheduler;
import org.backlinks.task.ModelChecker;
import org.backlinks.task.Task;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** A renewal while the holder writes its report, with an earlier end of the lease. */
public class LeaseRenewerInterleavingTest {
  private static final Settings SETTINGS = Settings.from(Map.of("MAJESTIC_API_KEY", "none"));
  private static final Report HELD = SampleReports.claimed();
  private static final Instant WRITTEN_END = HELD.lease().end().plusSeconds(30);

  private Instant storedEnd = HELD.lease().end();
  private Instant now = HELD.lease().end().plusSeconds(1);
  private int renewalCount;
  private final HeldLease lease =
      new LeaseRenewer(
              StoreFixture.of(new LeaseEndTable(), SETTINGS).reportStore(),
              SETTINGS,
              new UnstartedTaskScheduler(),
              ((InstantSource) () -> now).withZone(ZoneOffset.UTC))
          .start(HELD);

  @Test
  void leaseIsNotHeldBeyondItsStoredEnd() {
    new ModelChecker(getClass())
        .withoutSwitchesInPackage("software.amazon.awssdk")
        .check(List.of("renew"), List.of("write"));
  }

  @Operation
  public void renew() {
    lease.holdOrRenew();
  }

  @Operation
  public void write() {
    storedEnd = WRITTEN_END;
    lease.advance(SampleReports.withLease(HELD.lease().withEnd(WRITTEN_END), HELD));
  }

  @Validate
  public void checkEnd() {
    now = storedEnd;
    if (lease.isHeld()) {
      throw new IllegalStateException("the lease is held although it is over in the table");
    }
  }

  /** Stores only the end of the lease. A renewal never shortens it. */
  private final class LeaseEndTable extends EmptyDynamoDbClient {
    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest renewal) {
      String end = renewal.expressionAttributeValues().get(":lease").n();
      Instant renewedEnd = Instant.ofEpochMilli(Long.parseLong(end));
      storedEnd = storedEnd.isBefore(renewedEnd) ? renewedEnd : storedEnd;
      // before this access, the other thread may run although the end is stored
      renewalCount++;
      return super.updateItem(renewal);
    }
  }

  /** Does not run the task that renews, because an operation renews instead. */
  private static final class UnstartedTaskScheduler extends InlineTaskScheduler {
    @Override
    public <T extends @Nullable Object> Task<T> start(Callable<T> body) {
      return super.start(() -> null);
    }
  }
}
