package org.backlinks.store;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.ops.Settings;
import org.backlinks.report.Day;
import org.backlinks.report.Report;
import org.backlinks.report.Reservation;
import org.backlinks.report.Units;
import org.backlinks.store.Transaction.Part;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * What each day cost. A day's counter holds what was settled and what is reserved; a reservation is
 * an item of its own, which whoever settles it removes, so that it is settled once.
 */
@Singleton
public final class Ledger {
  static final String ANALYSIS = "analysis";
  static final String RETRIEVAL = "retrieval";
  private static final String CALLS = "calls";
  private static final Duration LIFE = Duration.ofDays(35);

  private final DynamoDbClient dynamo;
  private final Settings settings;

  public Ledger(DynamoDbClient dynamo, Settings settings) {
    this.dynamo = dynamo;
    this.settings = settings;
  }

  /** The days as they are now, in the order asked for; one read. */
  public List<Day> days(List<LocalDate> dates) {
    Map<String, Item> found =
        Items.find(dynamo, settings.table(), dates.stream().map(Ledger::key).toList());
    return dates.stream().map(date -> read(date, found.get(key(date)))).toList();
  }

  static String key(LocalDate day) {
    return "day#" + day;
  }

  private static String key(Report report, Reservation reservation) {
    return "reservation#" + report.id().text() + "#" + reservation.attempt();
  }

  static Day read(LocalDate date, @Nullable Item item) {
    return item == null
        ? Day.unspent(date)
        : new Day(
            date, item.numberOr(ANALYSIS, 0), item.numberOr(RETRIEVAL, 0), item.numberOr(CALLS, 0));
  }

  /** Takes a report's reservation from its day, where the limits allow it. */
  void reserve(Report report, Transaction into) {
    Reservation made = report.reservation();
    if (made != null) {
      into.update(Part.DAY, day(made.day(), new Change(made.bound(), 1, made.bound())));
      put(report, made, into);
    }
  }

  /**
   * The same for a report's next paid call; the one before is settled at what {@code next} takes it
   * as having cost.
   */
  void reserveAgain(Report before, Report next, Transaction into) {
    Reservation old = before.reservation();
    Reservation made = next.reservation();
    Map<LocalDate, Change> changes = new LinkedHashMap<>();
    if (made != null) {
      changes.put(made.day(), new Change(made.bound(), 1, made.bound()));
      put(next, made, into);
    }
    if (old != null) {
      into.delete(Part.RESERVATION, delete(before, old).build());
      changes.merge(old.day(), settling(before, old), Change::plus);
    }
    changes.forEach((day, change) -> {
      if (!change.isNothing()) {
        into.update(Part.DAY, day(day, change));
      }
    });
  }

  /** Gives back to the day of a report's reservation what it did not cost. */
  void settle(Report report, Transaction into) {
    Reservation settled = report.reservation();
    if (settled != null) {
      into.delete(
          Part.RESERVATION,
          delete(report, settled)
              .conditionExpression("attribute_exists(" + Item.KEY + ")")
              .build());
      Change change = settling(report, settled);
      if (!change.isNothing()) {
        into.update(Part.DAY, day(settled.day(), change));
      }
    }
  }

  /**
   * A change of a day's counter.
   *
   * @param wanted what the limits must have room for; null when they are not asked
   */
  private record Change(Units units, long calls, @Nullable Units wanted) {
    Change plus(Change other) {
      return new Change(
          new Units(
              units.analysis() + other.units.analysis(),
              units.retrieval() + other.units.retrieval()),
          calls + other.calls,
          wanted == null ? net(other.wanted, units) : net(wanted, other.units));
    }

    /** What is given back in the same stroke is room for what is wanted. */
    private static @Nullable Units net(@Nullable Units wanted, Units change) {
      return wanted == null
          ? null
          : new Units(
              wanted.analysis() + change.analysis(), wanted.retrieval() + change.retrieval());
    }

    boolean isNothing() {
      return units.equals(Units.NONE) && calls == 0;
    }
  }

  private static Change settling(Report report, Reservation settled) {
    return new Change(
        settled.cost().minus(settled.bound()), report.usage().calls() - settled.attempt(), null);
  }

  private Update day(LocalDate date, Change change) {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    values.put(":analysis", number(change.units.analysis()));
    values.put(":retrieval", number(change.units.retrieval()));
    values.put(":calls", number(change.calls));
    values.put(":until", number(expiry(date).getEpochSecond()));
    List<String> conditions = new ArrayList<>();
    if (change.wanted != null) {
      room(ANALYSIS, settings.dayBudgetAnalysis(), change.wanted.analysis(), conditions, values);
      room(RETRIEVAL, settings.dayBudgetRetrieval(), change.wanted.retrieval(), conditions, values);
    }
    return Update.builder()
        .tableName(settings.table())
        .key(Item.key(key(date)))
        .updateExpression(
            "SET %s = :until ADD %s :analysis, %s :retrieval, %s :calls"
                .formatted(Item.EXPIRES, ANALYSIS, RETRIEVAL, CALLS))
        .conditionExpression(conditions.isEmpty() ? null : String.join(" AND ", conditions))
        .expressionAttributeValues(values)
        .build();
  }

  private static void room(
      String name,
      @Nullable Long budget,
      long wanted,
      List<String> conditions,
      Map<String, AttributeValue> values) {
    if (budget != null) {
      long room = budget - wanted;
      String most = ":most" + name;
      values.put(most, number(room));
      // a call that is more than the whole budget does not fit on an empty day either
      conditions.add(
          room < 0
              ? name + " <= " + most
              : "(attribute_not_exists(%s) OR %s <= %s)".formatted(name, name, most));
    }
  }

  private void put(Report report, Reservation made, Transaction into) {
    into.put(
        Part.RESERVATION,
        Put.builder()
            .tableName(settings.table())
            .item(
                new Item(key(report, made))
                    .text("day", made.day().toString())
                    .number(ANALYSIS, made.bound().analysis())
                    .number(RETRIEVAL, made.bound().retrieval())
                    .expires(expiry(made.day()))
                    .values())
            .conditionExpression("attribute_not_exists(" + Item.KEY + ")")
            .build());
    leastLeft(into);
  }

  /** Upstream's last word on what is left; where it never said anything nothing stands against. */
  private void leastLeft(Transaction into) {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    List<String> conditions = new ArrayList<>();
    least(Accounts.ANALYSIS_LEFT, settings.minRemainingAnalysis(), conditions, values);
    least(Accounts.RETRIEVAL_LEFT, settings.minRemainingRetrieval(), conditions, values);
    if (!conditions.isEmpty()) {
      into.check(
          Part.ACCOUNT,
          ConditionCheck.builder()
              .tableName(settings.table())
              .key(Item.key(Accounts.KEY))
              .conditionExpression(String.join(" AND ", conditions))
              .expressionAttributeValues(values)
              .build());
    }
  }

  private static void least(
      String name,
      @Nullable Long least,
      List<String> conditions,
      Map<String, AttributeValue> values) {
    if (least != null) {
      values.put(":" + name, number(least));
      conditions.add("(attribute_not_exists(%s) OR %s >= :%s)".formatted(name, name, name));
    }
  }

  private Delete.Builder delete(Report report, Reservation reservation) {
    return Delete.builder().tableName(settings.table()).key(Item.key(key(report, reservation)));
  }

  private static Instant expiry(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(LIFE);
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
