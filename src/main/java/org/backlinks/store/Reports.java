package org.backlinks.store;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.backlinks.ops.Settings;
import org.backlinks.question.Fingerprint;
import org.backlinks.report.Day;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.store.Transaction.Part;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Reports and the slots of their questions. Every write says whether it took effect; none
 * overwrites a newer version.
 */
@Singleton
public final class Reports {
  private static final String DUE_INDEX = "due";
  private static final String SAME_VERSION = "#version = :version";

  /** What is done has no due time any more, and is not written over. */
  private static final String STILL_PENDING =
      SAME_VERSION + " AND attribute_exists(" + ReportItem.DUE_AT + ")";

  /** Nobody took it over, renewed it or changed its turn since it was read. */
  private static final String STILL_FREE = STILL_PENDING + " AND #lease = :lease";

  /** Whose write it was, by a name that nobody else has. */
  private static final String MARK = "mark";

  private static final Map<String, String> VERSION_NAME = Map.of("#version", ReportItem.VERSION);
  private static final Map<String, String> FREE_NAMES =
      Map.of("#version", ReportItem.VERSION, "#lease", ReportItem.LEASE);

  /** What was paid for must be written, however many write to the same counter. */
  private static final Duration LONG_PATIENCE = Duration.ofSeconds(60);

  private final DynamoDbClient dynamo;
  private final String table;
  private final Ledger ledger;

  public Reports(DynamoDbClient dynamo, Settings settings) {
    this.dynamo = dynamo;
    this.table = settings.table();
    this.ledger = new Ledger(dynamo, settings);
  }

  /** The report as it is stored now; a tombstone and an expired one too. */
  public Optional<Report> find(ReportId id) {
    return Item.find(dynamo, table, ReportItem.key(id)).map(ReportItem::read);
  }

  /** The slots of a question as they are now. */
  public Slots slots(Fingerprint fingerprint) {
    return Item.find(dynamo, table, Slots.key(fingerprint)).map(Slots::read).orElse(Slots.EMPTY);
  }

  /** The slots of a question and what a day cost, in one read. */
  public SlotsAndDay slots(Fingerprint fingerprint, LocalDate date) {
    String slots = Slots.key(fingerprint);
    String day = Ledger.key(date);
    Map<String, Item> found = Items.find(dynamo, table, List.of(slots, day));
    return new SlotsAndDay(
        found.containsKey(slots) ? Slots.read(found.get(slots)) : Slots.EMPTY,
        Ledger.read(date, found.get(day)));
  }

  /** What {@link #slots(Fingerprint, LocalDate)} found. */
  public record SlotsAndDay(Slots slots, Day day) {}

  /**
   * Writes a new report, puts it under way for its question and takes its reservation from the
   * day's budget, all or nothing.
   *
   * @param seen the slots as read before; what is under way there is known to be dead and replaced
   * @param key lets an idempotency key stand for the report in the same stroke, or null
   * @param patience how long it is tried while others write the same items
   * @return {@link Written#DONE} when this report is now the one that pays; {@link Written#LOST}
   *     when someone else's is
   */
  public Written claim(Report report, Slots seen, @Nullable KeyClaim key, Duration patience) {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    values.put(":id", AttributeValue.fromS(report.id().text()));
    values.put(":until", epoch(later(seen.readyUntil(), report.expiresAt())));
    String condition = "attribute_not_exists(" + Slots.UNDERWAY + ")";
    if (seen.underway() != null) {
      condition = Slots.UNDERWAY + " = :dead";
      values.put(":dead", AttributeValue.fromS(seen.underway().text()));
    }
    // what became ready between reading and claiming would be paid for again
    if (seen.ready() == null) {
      condition += " AND attribute_not_exists(" + Slots.READY + ")";
    } else {
      condition += " AND " + Slots.READY + " = :ready";
      values.put(":ready", AttributeValue.fromS(seen.ready().text()));
    }
    Put put =
        Put.builder()
            .tableName(table)
            .item(ReportItem.write(report).values())
            .conditionExpression("attribute_not_exists(" + Item.KEY + ")")
            .build();
    Update slot =
        slot(
            report,
            "SET " + Slots.UNDERWAY + " = :id, " + Item.EXPIRES + " = :until",
            condition,
            values);
    Transaction claim = new Transaction().put(Part.REPORT, put).update(Part.SLOT, slot);
    if (key != null) {
      claim.put(Part.KEY, Keys.put(key, table));
    }
    ledger.reserve(report, claim);
    return reserve(claim, patience);
  }

  private Written reserve(Transaction reserving, Duration patience) {
    try {
      Set<Part> failed = reserving.run(dynamo, patience);
      if (failed.isEmpty()) {
        return Written.DONE;
      }
      // who lost would not have spent anything: the limits don't matter
      if (!failed.stream().allMatch(Part::isLimit)) {
        return Written.LOST;
      }
      return failed.contains(Part.DAY) ? Written.OVER_BUDGET : Written.TOO_LITTLE_LEFT;
    } catch (RuntimeException e) {
      if (Transaction.isBusy(e)) {
        return Written.BUSY;
      }
      throw e;
    }
  }

  /**
   * Takes over a report whose last paid call has an outcome that nobody learnt, and reserves its
   * next one, or none where {@code next} has no reservation.
   *
   * @param stored as it was read, its reservation at what it is settled at
   */
  public Written again(Report stored, Report next, Duration patience) {
    Transaction again =
        new Transaction()
            .put(
                Part.REPORT,
                Put.builder()
                    .tableName(table)
                    .item(ReportItem.write(next).values())
                    .conditionExpression(STILL_FREE)
                    .expressionAttributeNames(FREE_NAMES)
                    .expressionAttributeValues(asRead(stored))
                    .build());
    ledger.reserveAgain(stored, next, again);
    return reserve(again, patience);
  }

  /**
   * Writes a report that nobody holds, unless it moved on since it was read: so a worker takes it
   * over. Where the answer to a write of ours was lost, the client's next try finds what the first
   * one left, known by its mark: it is ours all the same.
   */
  public boolean replace(Report stored, Report next) {
    String mark = Transaction.token();
    Map<String, AttributeValue> item = ReportItem.write(next).text(MARK, mark).values();
    return Conditional.holds(() -> {
      try {
        put(item, STILL_FREE, FREE_NAMES, asRead(stored));
      } catch (ConditionalCheckFailedException e) {
        if (!e.hasItem() || !mark.equals(Item.read(e.item()).text(MARK))) {
          throw e;
        }
      }
    });
  }

  private static Map<String, AttributeValue> asRead(Report stored) {
    return Map.of(
        ":version", number(stored.version()), ":lease", number(stored.leaseEnd().toEpochMilli()));
  }

  /** Writes a pending report as its holder wants it. */
  public boolean save(Report report) {
    return Conditional.holds(() ->
        put(
            ReportItem.write(report).values(),
            STILL_PENDING,
            VERSION_NAME,
            Map.of(":version", number(report.version()))));
  }

  /**
   * Writes a report that became ready or failed, its question's slots with it, and settles its
   * reservation.
   */
  public boolean finish(Report report) {
    Put put =
        Put.builder()
            .tableName(table)
            .item(ReportItem.write(report).values())
            .conditionExpression(STILL_PENDING)
            .expressionAttributeNames(VERSION_NAME)
            .expressionAttributeValues(Map.of(":version", number(report.version())))
            .build();
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    values.put(":id", AttributeValue.fromS(report.id().text()));
    String change = "REMOVE " + Slots.UNDERWAY;
    // what lacks a part answers nobody who asks later
    boolean whole = report.progress().lacking().isEmpty();
    if (whole && report.state() instanceof State.Ready(Instant at, var snapshot)) {
      values.put(":at", number(at.toEpochMilli()));
      values.put(":until", number(report.expiresAt().toEpochMilli()));
      values.put(":gone", epoch(report.expiresAt()));
      values.put(":copy", AttributeValue.fromM(ReportItem.write(report).values()));
      change =
          "SET %s = :id, %s = :at, %s = :until, %s = :copy, %s = :gone REMOVE %s"
              .formatted(
                  Slots.READY,
                  Slots.READY_AT,
                  Slots.READY_UNTIL,
                  Slots.COPY,
                  Item.EXPIRES,
                  Slots.UNDERWAY);
    }
    Update slot = slot(report, change, Slots.UNDERWAY + " = :id", values);
    Transaction finish = new Transaction().put(Part.REPORT, put).update(Part.SLOT, slot);
    ledger.settle(report, finish);
    return run(finish);
  }

  /** Settles the reservation of a report that its holder could not write any more; once. */
  public boolean settle(Report report) {
    Transaction settle = new Transaction();
    ledger.settle(report, settle);
    return !settle.isEmpty() && settle.run(dynamo, LONG_PATIENCE).isEmpty();
  }

  /** Lets a report's holder keep it longer; false when it is no longer theirs. */
  public boolean renew(Report report, Instant leaseEnd) {
    Instant due = leaseEnd.plus(Report.CLOCK_ALLOWANCE);
    return Conditional.holds(() ->
        dynamo.updateItem(update ->
            update
                .tableName(table)
                .key(Item.key(ReportItem.key(report.id())))
                .updateExpression("SET #lease = :lease, #due = :due")
                .conditionExpression(STILL_PENDING + " AND #lease > :givenBack")
                .expressionAttributeNames(
                    Map.of(
                        "#version",
                        ReportItem.VERSION,
                        "#lease",
                        ReportItem.LEASE,
                        "#due",
                        ReportItem.DUE_AT))
                .expressionAttributeValues(
                    Map.of(
                        ":version",
                        number(report.version()),
                        ":lease",
                        number(leaseEnd.toEpochMilli()),
                        ":due",
                        number(due.toEpochMilli()),
                        ":givenBack",
                        number(Report.GIVEN_BACK.toEpochMilli())))));
  }

  /**
   * Writes a tombstone, settles its reservation and clears the slot that names the report, all or
   * nothing: no slot names a deleted report.
   */
  public boolean delete(Report stored, Report tombstone) {
    // a report that became ready since it was read has charges that a tombstone must not lose; one
    // that its holder let go has nobody who would settle it
    boolean pending = stored.due().isPresent();
    String condition =
        pending
            ? STILL_FREE
            : SAME_VERSION + " AND attribute_not_exists(" + ReportItem.DUE_AT + ")";
    Transaction delete =
        new Transaction()
            .put(
                Part.REPORT,
                Put.builder()
                    .tableName(table)
                    .item(ReportItem.write(tombstone).values())
                    .conditionExpression(condition)
                    .expressionAttributeNames(pending ? FREE_NAMES : VERSION_NAME)
                    .expressionAttributeValues(
                        pending ? asRead(stored) : Map.of(":version", number(stored.version())))
                    .build());
    ledger.settle(tombstone, delete);
    clear(stored, delete);
    return run(delete);
  }

  /** A pending report is named under way, a ready one as ready, any other nowhere. */
  private void clear(Report report, Transaction into) {
    boolean ready = report.state() instanceof State.Ready;
    if (ready || report.state().pending()) {
      String slot = ready ? Slots.READY : Slots.UNDERWAY;
      into.update(
          Part.SLOT,
          slot(
              report,
              "REMOVE " + (ready ? slot + ", " + Slots.COPY : slot),
              slot + " = :id",
              Map.of(":id", AttributeValue.fromS(report.id().text()))));
    }
  }

  /**
   * Whether a report was written. A slot that names another report by now is not ours to change,
   * and what is settled stays so: neither keeps the report from being written.
   */
  private boolean run(Transaction writing) {
    Transaction left = writing;
    while (true) {
      Set<Part> failed = left.run(dynamo, LONG_PATIENCE);
      if (failed.isEmpty() || failed.contains(Part.REPORT)) {
        return failed.isEmpty();
      }
      if (failed.contains(Part.RESERVATION)) {
        failed.add(Part.DAY);
      }
      left = left.without(failed);
    }
  }

  /** A report that is due, and since when. */
  public record Due(Instant at, ReportId id) {}

  /**
   * Reports that are due, the longest due first.
   *
   * @param most how many at most
   */
  public List<Due> due(Instant now, int most) {
    List<Due> due = new ArrayList<>();
    for (int shard = 0; shard < ReportItem.SHARDS; shard++) {
      Map<String, AttributeValue> values =
          Map.of(
              ":shard",
              AttributeValue.fromS(Integer.toString(shard)),
              ":now",
              number(now.toEpochMilli()));
      dynamo
          .query(query ->
              query
                  .tableName(table)
                  .indexName(DUE_INDEX)
                  .keyConditionExpression(
                      ReportItem.DUE_SHARD + " = :shard AND " + ReportItem.DUE_AT + " <= :now")
                  .expressionAttributeValues(values)
                  .limit(most))
          .items()
          .forEach(found -> {
            Item item = Item.read(found);
            String id = item.required(Item.KEY).substring(ReportItem.PREFIX.length());
            Instant at = Instant.ofEpochMilli(item.numberOr(ReportItem.DUE_AT, 0));
            due.add(new Due(at, new ReportId(id)));
          });
    }
    return due.stream().sorted(Comparator.comparing(Due::at)).limit(most).toList();
  }

  private void put(
      Map<String, AttributeValue> item,
      String condition,
      Map<String, String> names,
      Map<String, AttributeValue> values) {
    dynamo.putItem(put ->
        put.tableName(table)
            .item(item)
            .conditionExpression(condition)
            .expressionAttributeNames(names)
            .expressionAttributeValues(values)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
  }

  private Update slot(
      Report report, String change, String condition, Map<String, AttributeValue> values) {
    return Update.builder()
        .tableName(table)
        .key(Item.key(Slots.key(report.question().fingerprint())))
        .updateExpression(change)
        .conditionExpression(condition)
        .expressionAttributeValues(values)
        .build();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  private static AttributeValue epoch(Instant instant) {
    return number(instant.getEpochSecond());
  }
}
