package org.backlinks.store;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.config.Settings;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Report;
import org.backlinks.report.Reservation;
import org.backlinks.store.Transaction.Purpose;
import org.backlinks.units.Units;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Records the cost of each day. The counter of a day contains the settled and the reserved units.
 * Each reservation is a separate item. The transaction that settles a reservation deletes its item,
 * so a reservation is settled only once.
 */
@Singleton
public final class Ledger {
  private static final Duration LIFETIME = Duration.ofDays(35);

  private final DynamoDbTable table;
  private final SpendingLimits limits;

  Ledger(DynamoDbTable table, Settings settings) {
    this.table = table;
    this.limits = new SpendingLimits(settings.budget());
  }

  /** Returns the cost of some days, in the order of the dates. Uses one read for all days. */
  public List<DailySpend> days(List<LocalDate> dates) {
    Map<String, Item> found = table.findAll(dates.stream().map(TableKeys::day).toList());
    return dates.stream().map(date -> fromItem(date, found.get(TableKeys.day(date)))).toList();
  }

  static DailySpend fromItem(LocalDate date, @Nullable Item item) {
    return item == null
        ? DailySpend.zero(date)
        : new DailySpend(
            date,
            new Units(
                item.numberOr(TableAttributes.ANALYSIS, 0),
                item.numberOr(TableAttributes.RETRIEVAL, 0)),
            item.numberOr(TableAttributes.CALLS, 0),
            item.numberOr(TableAttributes.INDEX_ITEMS, 0));
  }

  /**
   * Adds the reservation of a new report to a transaction, on condition that the limits allow it.
   */
  void reserve(Report report, Transaction transaction) {
    Reservation reservation = report.billing().reservation();
    if (reservation != null) {
      transaction.update(
          Purpose.DAY_BUDGET, update(reservation.day(), CounterChange.reserve(reservation)));
      putReservation(report, reservation, false, transaction);
    }
  }

  /**
   * Adds to a transaction the settlement of a report's reservation, and the reservation of the next
   * paid call if there is one.
   *
   * @param before the report with the units at which its reservation is settled
   * @param next the report with its next reservation
   */
  void reserveRetry(Report before, Report next, Transaction transaction) {
    Reservation old = before.billing().reservation();
    Reservation reserved = next.billing().reservation();
    boolean isOverwritten = old != null && reserved != null && old.attempt() == reserved.attempt();
    Map<LocalDate, CounterChange> changes = new LinkedHashMap<>();
    if (reserved != null) {
      changes.put(reserved.day(), CounterChange.reserve(reserved));
      putReservation(next, reserved, isOverwritten, transaction);
    }
    if (old != null) {
      if (!isOverwritten) {
        transaction.delete(Purpose.RESERVATION, deleteReservation(before, old).build());
      }
      changes.merge(old.day(), CounterChange.settle(before, old), CounterChange::plus);
    }
    changes.forEach((day, change) -> {
      if (!change.isEmpty()) {
        transaction.update(Purpose.DAY_BUDGET, update(day, change));
      }
    });
  }

  /**
   * Adds the settlement of a report's reservation to a transaction. The day's counter gets back the
   * units that the call did not cost.
   */
  void settle(Report report, Transaction transaction) {
    Reservation settled = report.billing().reservation();
    if (settled != null) {
      transaction.delete(
          Purpose.RESERVATION,
          deleteReservation(report, settled)
              .conditionExpression("attribute_exists(" + TableAttributes.KEY + ")")
              .build());
      CounterChange change = CounterChange.settle(report, settled);
      if (!change.isEmpty()) {
        transaction.update(Purpose.DAY_BUDGET, update(settled.day(), change));
      }
    }
  }

  /**
   * A change of a day's counter.
   *
   * @param requested the units for which the limits must have room; null when the limits do not
   *     matter
   */
  private record CounterChange(Units units, long calls, @Nullable Units requested) {
    static CounterChange reserve(Reservation reservation) {
      return new CounterChange(reservation.bound(), 1, reservation.bound());
    }

    static CounterChange settle(Report report, Reservation settled) {
      return new CounterChange(
          settled.cost().minus(settled.bound()),
          report.billing().usage().calls() - settled.attempt(),
          null);
    }

    CounterChange plus(CounterChange other) {
      return new CounterChange(
          new Units(
              units.analysis() + other.units.analysis(),
              units.retrieval() + other.units.retrieval()),
          calls + other.calls,
          requested == null
              ? netRequest(other.requested, units)
              : netRequest(requested, other.units));
    }

    /** Returns the requested units minus the units that the same change gives back. */
    private static @Nullable Units netRequest(@Nullable Units requested, Units change) {
      return requested == null
          ? null
          : new Units(
              requested.analysis() + change.analysis(), requested.retrieval() + change.retrieval());
    }

    boolean isEmpty() {
      return units.equals(Units.ZERO) && calls == 0;
    }
  }

  private Update update(LocalDate date, CounterChange change) {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    values.put(":analysis", Item.numberValue(change.units.analysis()));
    values.put(":retrieval", Item.numberValue(change.units.retrieval()));
    values.put(":calls", Item.numberValue(change.calls));
    values.put(":until", Item.numberValue(expiry(date).getEpochSecond()));
    Update.Builder update =
        table
            .update(TableKeys.day(date))
            .updateExpression(
                "SET %s = :until ADD %s :analysis, %s :retrieval, %s :calls"
                    .formatted(
                        TableAttributes.EXPIRES_AT,
                        TableAttributes.ANALYSIS,
                        TableAttributes.RETRIEVAL,
                        TableAttributes.CALLS));
    if (change.requested != null) {
      SpendingLimits.Condition room = limits.dayHasRoomFor(change.requested);
      update.conditionExpression(room.expression());
      values.putAll(room.values());
    }
    return update.expressionAttributeValues(values).build();
  }

  /**
   * Adds the item of a reservation to a transaction.
   *
   * @param overwrites whether the item replaces an earlier reservation for the same call
   */
  private void putReservation(
      Report report, Reservation reservation, boolean overwrites, Transaction transaction) {
    Item item =
        new Item(TableKeys.reservation(report.id(), reservation.attempt()))
            .text(TableAttributes.DAY, reservation.day().toString())
            .number(TableAttributes.ANALYSIS, reservation.bound().analysis())
            .number(TableAttributes.RETRIEVAL, reservation.bound().retrieval())
            .expiresAt(expiry(reservation.day()));
    String condition = overwrites ? "attribute_exists(%s)" : "attribute_not_exists(%s)";
    transaction.put(
        Purpose.RESERVATION,
        table.put(item).conditionExpression(condition.formatted(TableAttributes.KEY)).build());
    checkRemaining(transaction);
  }

  private void checkRemaining(Transaction transaction) {
    SpendingLimits.Condition enough = limits.enoughRemains();
    if (enough.expression() != null) {
      transaction.check(
          Purpose.REMAINING_UNITS,
          table
              .check(TableKeys.SUBSCRIPTION)
              .conditionExpression(enough.expression())
              .expressionAttributeValues(enough.values())
              .build());
    }
  }

  private Delete.Builder deleteReservation(Report report, Reservation reservation) {
    return table.delete(TableKeys.reservation(report.id(), reservation.attempt()));
  }

  /** Returns when the counter of a day expires. */
  static Instant expiry(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(LIFETIME);
  }
}
