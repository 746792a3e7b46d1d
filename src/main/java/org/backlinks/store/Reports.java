package org.backlinks.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backlinks.ops.Settings;
import org.backlinks.question.Fingerprint;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
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

  private static final Map<String, String> VERSION_NAME = Map.of("#version", ReportItem.VERSION);

  private final DynamoDbClient dynamo;
  private final String table;

  public Reports(DynamoDbClient dynamo, Settings settings) {
    this.dynamo = dynamo;
    this.table = settings.table();
  }

  /** The report as it is stored now; a tombstone and an expired one too. */
  public Optional<Report> find(ReportId id) {
    return Item.find(dynamo, table, ReportItem.key(id)).map(ReportItem::read);
  }

  /** The slots of a question as they are now. */
  public Slots slots(Fingerprint fingerprint) {
    return Item.find(dynamo, table, Slots.key(fingerprint)).map(Slots::read).orElse(Slots.EMPTY);
  }

  /**
   * Writes a new report and puts it under way for its question, both or neither.
   *
   * @param seen the slots as read before; what is under way there is known to be dead and replaced
   * @param key lets an idempotency key stand for the report in the same stroke, or null
   * @return whether this report is now the one that pays; if not, someone else's is
   */
  public boolean claim(Report report, Slots seen, @Nullable KeyClaim key) {
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
    return transact(put, slot, key == null ? null : Keys.put(key, table));
  }

  /**
   * Writes a report that nobody holds, unless it moved on since it was read: so a worker takes it
   * over.
   */
  public boolean replace(Report stored, Report next) {
    return put(
        next,
        STILL_PENDING + " AND #lease = :lease",
        Map.of("#version", ReportItem.VERSION, "#lease", ReportItem.LEASE),
        Map.of(
            ":version",
            number(stored.version()),
            ":lease",
            number(stored.leaseEnd().toEpochMilli())));
  }

  /** Writes a pending report as its holder wants it. */
  public boolean save(Report report) {
    return put(report, STILL_PENDING, VERSION_NAME, Map.of(":version", number(report.version())));
  }

  /** Writes a report that became ready or failed, and its question's slots with it. */
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
      change =
          "SET %s = :id, %s = :at, %s = :until, %s = :gone REMOVE %s"
              .formatted(
                  Slots.READY, Slots.READY_AT, Slots.READY_UNTIL, Item.EXPIRES, Slots.UNDERWAY);
    }
    Update slot = slot(report, change, Slots.UNDERWAY + " = :id", values);
    // a slot that names another report by now is not ours to change
    return transact(put, slot, null) || save(report);
  }

  /** Lets a report's holder keep it longer; false when it is no longer theirs. */
  public boolean renew(Report report, Instant leaseEnd) {
    Instant due = leaseEnd.plus(Report.CLOCK_ALLOWANCE);
    return when(() ->
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
   * Writes a tombstone, then clears the slots that name the report. A crash between the two is
   * harmless: a slot that names a deleted report is found out by whoever reads it.
   */
  public boolean delete(Report stored, Report tombstone) {
    // a report that became ready since it was read has charges that a tombstone must not lose
    String condition =
        stored.due().isPresent()
            ? STILL_PENDING
            : SAME_VERSION + " AND attribute_not_exists(" + ReportItem.DUE_AT + ")";
    boolean written =
        put(tombstone, condition, VERSION_NAME, Map.of(":version", number(stored.version())));
    if (written) {
      clear(stored, Slots.UNDERWAY);
      clear(stored, Slots.READY);
    }
    return written;
  }

  private void clear(Report report, String slot) {
    when(() ->
        dynamo.updateItem(update ->
            update
                .tableName(table)
                .key(Item.key(Slots.key(report.question().fingerprint())))
                .updateExpression("REMOVE " + slot)
                .conditionExpression(slot + " = :id")
                .expressionAttributeValues(
                    Map.of(":id", AttributeValue.fromS(report.id().text())))));
  }

  /**
   * Whether a write's conditions held; one that met another write of the same item is tried again.
   */
  private static boolean when(Runnable write) {
    for (int attempt = 1; ; attempt++) {
      try {
        write.run();
        return true;
      } catch (ConditionalCheckFailedException lost) {
        return false;
      } catch (TransactionConflictException e) {
        pauseOrThrow(attempt, e);
      } catch (TransactionCanceledException e) {
        if (hasReason(e, "ConditionalCheckFailed")) {
          return false;
        }
        if (!hasReason(e, "TransactionConflict")) {
          throw e;
        }
        pauseOrThrow(attempt, e);
      }
    }
  }

  private static void pauseOrThrow(int attempt, RuntimeException conflict) {
    if (attempt == Backoff.ATTEMPTS) {
      throw conflict;
    }
    Backoff.pause(attempt);
  }

  private static boolean hasReason(TransactionCanceledException e, String code) {
    return e.cancellationReasons().stream().anyMatch(reason -> code.equals(reason.code()));
  }

  /**
   * Reports that are due, the longest due first.
   *
   * @param most how many at most
   */
  public List<ReportId> due(Instant now, int most) {
    record Due(long at, ReportId id) {}
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
            due.add(new Due(item.numberOr(ReportItem.DUE_AT, 0), new ReportId(id)));
          });
    }
    return due.stream().sorted(Comparator.comparingLong(Due::at)).limit(most).map(Due::id).toList();
  }

  private boolean put(
      Report report,
      String condition,
      Map<String, String> names,
      Map<String, AttributeValue> values) {
    return when(() ->
        dynamo.putItem(put ->
            put.tableName(table)
                .item(ReportItem.write(report).values())
                .conditionExpression(condition)
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)));
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

  /** All writes or none; the SDK's own retries carry one token and count once. */
  private boolean transact(Put put, Update slot, @Nullable Put key) {
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(TransactWriteItem.builder().put(put).build());
    writes.add(TransactWriteItem.builder().update(slot).build());
    if (key != null) {
      writes.add(TransactWriteItem.builder().put(key).build());
    }
    return when(() -> dynamo.transactWriteItems(write -> write.transactItems(writes)));
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
