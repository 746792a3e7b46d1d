package org.backlinks.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.backlinks.local.TableFault;

/**
 * The outages to try, and the lease of every process. No outage is longer than the lease.
 *
 * @param lease the lease of every process
 * @param timeout the time after which a report that has not ended counts as lost
 */
record OutagePlan(Duration lease, List<Outage> outages, Duration timeout) {
  private static final Duration DEFAULT_LEASE = Duration.ofSeconds(60);
  private static final List<Duration> DEFAULT_DURATIONS =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60));
  private static final List<TableFault> FAULTS =
      List.of(TableFault.SERVER_ERROR, TableFault.THROTTLED, TableFault.STALLED);

  /** One outage: its fault and its duration. */
  record Outage(TableFault fault, Duration duration) {}

  /** Returns outages of up to a minute for the program's default lease. */
  static OutagePlan forDefaultLease() {
    List<Outage> outages = new ArrayList<>();
    FAULTS.forEach(
        fault -> DEFAULT_DURATIONS.forEach(length -> outages.add(new Outage(fault, length))));
    return new OutagePlan(DEFAULT_LEASE, outages, Duration.ofMinutes(5));
  }

  /** Returns the same outages in proportion to another lease. Short outages have only one fault. */
  static OutagePlan scaledToLease(Duration lease) {
    List<Outage> outages = new ArrayList<>();
    for (Outage outage : forDefaultLease().outages()) {
      boolean isLong = outage.duration().equals(DEFAULT_DURATIONS.getLast());
      if (isLong || outage.fault() == TableFault.SERVER_ERROR) {
        double fraction = (double) outage.duration().toMillis() / DEFAULT_LEASE.toMillis();
        outages.add(
            new Outage(outage.fault(), Duration.ofMillis(Math.round(fraction * lease.toMillis()))));
      }
    }
    return new OutagePlan(lease, outages, Duration.ofMinutes(1));
  }

  /** Returns the interval at which other workers are invoked. */
  Duration wakeInterval() {
    return lease.dividedBy(30);
  }
}
