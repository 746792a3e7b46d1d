package org.backlinks.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.backlinks.local.TableFault;
import org.backlinks.local.TableProxy;
import org.jspecify.annotations.Nullable;

/**
 * Counts the writes after Majestic's first answer. An outage begins at one of them: every later
 * request fails until the outage is over.
 */
final class TableOutage implements TableProxy.FaultRule {
  private static final Set<String> WRITES = Set.of("TransactWriteItems", "PutItem", "UpdateItem");

  private final BooleanSupplier hasUpstreamAnswered;
  private final @Nullable NumberedRequest firstWrite;
  private final TableFault fault;
  private final Duration duration;
  private final Map<String, Integer> counts = new HashMap<>();
  private final Set<String> seenInvocations = new HashSet<>();
  private final List<NumberedRequest> writes = new ArrayList<>();
  private final CountDownLatch started = new CountDownLatch(1);
  private long endNanos;

  private TableOutage(
      BooleanSupplier hasUpstreamAnswered,
      @Nullable NumberedRequest firstWrite,
      TableFault fault,
      Duration duration) {
    this.hasUpstreamAnswered = hasUpstreamAnswered;
    this.firstWrite = firstWrite;
    this.fault = fault;
    this.duration = duration;
  }

  /** Returns an outage that never begins. It only counts the writes. */
  static TableOutage none(BooleanSupplier hasUpstreamAnswered) {
    return new TableOutage(hasUpstreamAnswered, null, TableFault.SERVER_ERROR, Duration.ZERO);
  }

  /** Returns an outage that begins at this write. */
  static TableOutage startingAt(
      NumberedRequest write,
      TableFault fault,
      Duration duration,
      BooleanSupplier hasUpstreamAnswered) {
    return new TableOutage(hasUpstreamAnswered, write, fault, duration);
  }

  @Override
  public synchronized Optional<TableFault> faultFor(TableProxy.Request request) {
    if (started.getCount() > 0 && isNewWrite(request)) {
      NumberedRequest write =
          new NumberedRequest(request.kind(), counts.merge(request.kind(), 1, Integer::sum));
      writes.add(write);
      if (write.equals(firstWrite)) {
        endNanos = System.nanoTime() + duration.toNanos();
        started.countDown();
      }
    }
    boolean isOngoing = started.getCount() == 0 && System.nanoTime() - endNanos < 0;
    return isOngoing ? Optional.of(fault) : Optional.empty();
  }

  private boolean isNewWrite(TableProxy.Request request) {
    return WRITES.contains(request.operation())
        && !request.isLeaseRenewal()
        && hasUpstreamAnswered.getAsBoolean()
        && seenInvocations.add(request.invocationId());
  }

  synchronized List<NumberedRequest> writes() {
    return List.copyOf(writes);
  }

  boolean hasStarted() {
    return started.getCount() == 0;
  }

  boolean awaitStart(Duration timeout) throws InterruptedException {
    return started.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }
}
