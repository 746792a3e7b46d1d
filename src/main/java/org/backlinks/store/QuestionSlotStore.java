package org.backlinks.store;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.backlinks.question.Fingerprint;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.store.Transaction.Purpose;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Stores the slots of all questions. Slots change together with the reports that they point to, so
 * most methods add their change to the transaction that writes the report.
 */
@Singleton
final class QuestionSlotStore {
  /** A report that is postponed to the next UTC day expires at most this much later. */
  private static final Duration MAX_POSTPONEMENT = Duration.ofDays(1);

  private static final String NO_REPORT_UNDERWAY =
      "attribute_not_exists(" + TableAttributes.UNDERWAY_ID + ")";
  private static final String NO_REPORT_READY =
      "attribute_not_exists(" + TableAttributes.READY_ID + ")";
  private static final String NAMED_AS_UNDERWAY = TableAttributes.UNDERWAY_ID + " = :id";
  private static final String NAMED_AS_READY = TableAttributes.READY_ID + " = :id";

  private final DynamoDbTable table;

  QuestionSlotStore(DynamoDbTable table) {
    this.table = table;
  }

  /** Returns the current slots of a question. */
  QuestionSlots find(Fingerprint fingerprint) {
    return QuestionSlots.from(table.find(TableKeys.question(fingerprint)).orElse(null));
  }

  /**
   * Adds the change that puts a new report under way. Its condition is that the slots have not
   * changed since they were read. Otherwise a report that became ready meanwhile would be paid for
   * again.
   *
   * @param current the slots that were read before. If they name a report under way, that report is
   *     no longer pending, and the new report replaces it
   */
  void claim(Report report, QuestionSlots current, Transaction transaction) {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    values.put(":id", Item.textValue(report.id().text()));
    Instant expiresAt =
        later(current.readyUntil(), report.lifetime().expiresAt().plus(MAX_POSTPONEMENT));
    values.put(":expiresAt", epochSeconds(expiresAt));
    String condition = NO_REPORT_UNDERWAY;
    if (current.underwayId() != null) {
      condition = TableAttributes.UNDERWAY_ID + " = :replaced";
      values.put(":replaced", Item.textValue(current.underwayId().text()));
    }
    if (current.readyId() != null) {
      condition += " AND " + TableAttributes.READY_ID + " = :ready";
      values.put(":ready", Item.textValue(current.readyId().text()));
    } else if (current.underwayId() == null) {
      // the write that fills the ready slot also clears the other slot
      condition += " AND " + NO_REPORT_READY;
    }
    String expression =
        "SET %s = :id, %s = :expiresAt"
            .formatted(TableAttributes.UNDERWAY_ID, TableAttributes.EXPIRES_AT);
    transaction.update(Purpose.SLOT, update(report, expression, condition, values));
  }

  /**
   * Adds the change for a report that became ready or failed: it is no longer under way. A ready
   * report with all its parts also becomes the question's ready report.
   */
  void finish(Report report, Transaction transaction) {
    boolean isComplete = report.progress().missing().isEmpty();
    if (isComplete && report.state() instanceof State.Ready(Instant readyAt, _)) {
      transaction.update(Purpose.SLOT, setReady(report, readyAt));
    } else {
      transaction.update(Purpose.SLOT, clearUnderway(report));
    }
  }

  private Update setReady(Report report, Instant readyAt) {
    Map<String, AttributeValue> values =
        Map.of(
            ":id",
            Item.textValue(report.id().text()),
            ":readyAt",
            Item.numberValue(readyAt.toEpochMilli()),
            ":readyUntil",
            Item.numberValue(report.lifetime().expiresAt().toEpochMilli()),
            ":expiresAt",
            epochSeconds(report.lifetime().expiresAt()),
            ":report",
            AttributeValue.fromM(ReportItemCodec.encode(report).values()));
    String expression =
        "SET %s = :id, %s = :readyAt, %s = :readyUntil, %s = :report, %s = :expiresAt REMOVE %s"
            .formatted(
                TableAttributes.READY_ID,
                TableAttributes.READY_AT,
                TableAttributes.READY_UNTIL,
                TableAttributes.READY_REPORT,
                TableAttributes.EXPIRES_AT,
                TableAttributes.UNDERWAY_ID);
    return update(report, expression, NAMED_AS_UNDERWAY, values);
  }

  /**
   * Adds the change for a report that is deleted: clears the slot that points to it.
   *
   * @param stored the report before the delete. The slot under way points to a pending report, the
   *     ready slot points to a ready report, and no slot points to any other report
   */
  void delete(Report stored, Transaction transaction) {
    if (stored.state() instanceof State.Ready) {
      transaction.update(Purpose.SLOT, clearReady(stored));
    } else if (stored.state().isPending()) {
      transaction.update(Purpose.SLOT, clearUnderway(stored));
    }
  }

  /** Clears the ready slot if it points to a report. Returns whether it did. */
  boolean tryClearReady(Report ready) {
    return table.tryUpdate(clearReady(ready));
  }

  private Update clearReady(Report report) {
    String expression =
        "REMOVE %s, %s".formatted(TableAttributes.READY_ID, TableAttributes.READY_REPORT);
    return update(report, expression, NAMED_AS_READY, idValue(report));
  }

  private Update clearUnderway(Report report) {
    return update(
        report, "REMOVE " + TableAttributes.UNDERWAY_ID, NAMED_AS_UNDERWAY, idValue(report));
  }

  private static Map<String, AttributeValue> idValue(Report report) {
    return Map.of(":id", Item.textValue(report.id().text()));
  }

  private Update update(
      Report report, String expression, String condition, Map<String, AttributeValue> values) {
    return table
        .update(TableKeys.question(report.question().fingerprint()))
        .updateExpression(expression)
        .conditionExpression(condition)
        .expressionAttributeValues(values)
        .build();
  }

  private static AttributeValue epochSeconds(Instant instant) {
    return Item.numberValue(instant.getEpochSecond());
  }

  private static Instant later(Instant first, Instant second) {
    return first.isAfter(second) ? first : second;
  }
}
