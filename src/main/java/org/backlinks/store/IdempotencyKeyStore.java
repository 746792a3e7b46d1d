package org.backlinks.store;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.backlinks.question.Fingerprint;
import org.backlinks.report.ReportId;
import org.backlinks.store.Transaction.Purpose;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

/** Stores idempotency keys. It stores only hashes, because a caller's key may be confidential. */
@Singleton
public final class IdempotencyKeyStore {
  /** The id of the replaced report when there is none. No report has this id. */
  private static final String NO_REPORT = "none";

  private final DynamoDbTable table;

  IdempotencyKeyStore(DynamoDbTable table) {
    this.table = table;
  }

  /** Returns the record of a key, unless it is expired. */
  public Optional<IdempotencyRecord> find(String key, Instant now) {
    return table
        .find(tableKey(key))
        .map(item ->
            new IdempotencyRecord(
                new Fingerprint(item.requiredText(TableAttributes.FINGERPRINT)),
                new ReportId(item.requiredText(TableAttributes.REPORT_ID)),
                item.expiresAt()))
        .filter(stored -> stored.expiresAt().isAfter(now));
  }

  /** Assigns a key to a report. Returns false when the key is now assigned to another report. */
  public boolean assign(IdempotencyClaim claim) {
    return table.tryPut(toPut(claim));
  }

  /** Adds the assignment of a key to the transaction that writes the report. */
  void assign(IdempotencyClaim claim, Transaction transaction) {
    transaction.put(Purpose.IDEMPOTENCY_KEY, toPut(claim));
  }

  /** Deletes a key if it is assigned to this report. */
  public boolean deleteIfAssignedTo(String key, ReportId report) {
    return table.tryDelete(
        table
            .delete(tableKey(key))
            .conditionExpression("#report = :report")
            .expressionAttributeNames(Map.of("#report", TableAttributes.REPORT_ID))
            .expressionAttributeValues(Map.of(":report", Item.textValue(report.text())))
            .build());
  }

  private Put toPut(IdempotencyClaim claim) {
    IdempotencyRecord newRecord = claim.newRecord();
    Item item =
        new Item(tableKey(claim.key()))
            .text(TableAttributes.FINGERPRINT, newRecord.fingerprint().hex())
            .text(TableAttributes.REPORT_ID, newRecord.reportId().text())
            .expiresAt(newRecord.expiresAt());
    IdempotencyRecord replaced = claim.replacedRecord();
    Map<String, AttributeValue> values =
        Map.of(
            ":now",
            Item.numberValue(claim.now().getEpochSecond()),
            ":replaced",
            Item.textValue(replaced == null ? NO_REPORT : replaced.reportId().text()),
            ":same",
            Item.textValue(newRecord.reportId().text()));
    return table
        .put(item)
        .conditionExpression(
            "attribute_not_exists(#key) OR #until <= :now OR #report IN (:replaced, :same)")
        .expressionAttributeNames(
            Map.of(
                "#key",
                TableAttributes.KEY,
                "#until",
                TableAttributes.EXPIRES_AT,
                "#report",
                TableAttributes.REPORT_ID))
        .expressionAttributeValues(values)
        .build();
  }

  private static String tableKey(String key) {
    return TableKeys.idempotencyKey(TableKeys.sha256(key));
  }
}
