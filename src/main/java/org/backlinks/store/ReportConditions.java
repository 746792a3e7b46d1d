package org.backlinks.store;

import java.time.Instant;
import java.util.Map;
import org.backlinks.report.Lease;
import org.backlinks.report.Report;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * The conditions under which a stored report may be replaced. No condition allows a write under an
 * older lease version.
 */
final class ReportConditions {
  private static final String SAME_VERSION = "#version = :version";
  private static final String PENDING =
      SAME_VERSION + " AND attribute_exists(" + TableAttributes.DUE_AT + ")";
  private static final String SAME_LEASE = PENDING + " AND #lease = :lease";
  private static final String HELD_SHORTER =
      PENDING + " AND #lease > :released AND #lease < :lease";

  private static final Map<String, String> VERSION_NAME =
      Map.of("#version", TableAttributes.VERSION);
  private static final Map<String, String> LEASE_NAMES =
      Map.of("#version", TableAttributes.VERSION, "#lease", TableAttributes.LEASE_END);

  private ReportConditions() {}

  /** Allows the put if the stored report does not exist. */
  static Put ifAbsent(Put.Builder put) {
    return put.conditionExpression("attribute_not_exists(" + TableAttributes.KEY + ")").build();
  }

  /** Allows the put if the stored report is pending and no one has taken it over. */
  static Put ifPending(Put.Builder put, Report held) {
    return ifVersion(put, PENDING, held);
  }

  /** Allows the put if no one has replaced the stored report, which is done and stays so. */
  static Put ifSameVersion(Put.Builder put, Report done) {
    return ifVersion(put, SAME_VERSION, done);
  }

  private static Put ifVersion(Put.Builder put, String condition, Report stored) {
    return put.conditionExpression(condition)
        .expressionAttributeNames(VERSION_NAME)
        .expressionAttributeValues(Map.of(":version", Item.numberValue(stored.lease().version())))
        .build();
  }

  /**
   * Allows the put if the stored report is pending and has the same lease: no one has taken it
   * over, renewed its lease, or released it.
   */
  static Put ifSameLease(Put.Builder put, Report stored) {
    return put.conditionExpression(SAME_LEASE)
        .expressionAttributeNames(LEASE_NAMES)
        .expressionAttributeValues(
            Map.of(
                ":version",
                Item.numberValue(stored.lease().version()),
                ":lease",
                Item.numberValue(stored.lease().end().toEpochMilli())))
        .build();
  }

  /**
   * Returns the update that removes a tombstone from the due index, unless it was removed before.
   */
  static Update removeDue(Update.Builder update, Report tombstone) {
    return update
        .updateExpression("REMOVE " + TableAttributes.DUE_AT + ", " + TableAttributes.DUE_SHARD)
        .conditionExpression(PENDING)
        .expressionAttributeNames(VERSION_NAME)
        .expressionAttributeValues(
            Map.of(":version", Item.numberValue(tombstone.lease().version())))
        .build();
  }

  /** Returns the update that sets a later end of the lease if the holder still has the lease. */
  static Update extendLease(Update.Builder update, Report held, Instant leaseEnd) {
    Map<String, AttributeValue> values =
        Map.of(
            ":version",
            Item.numberValue(held.lease().version()),
            ":lease",
            Item.numberValue(leaseEnd.toEpochMilli()),
            ":due",
            Item.numberValue(leaseEnd.plus(Lease.CLOCK_ALLOWANCE).toEpochMilli()),
            ":released",
            Item.numberValue(Lease.RELEASED.toEpochMilli()));
    return update
        .updateExpression("SET #lease = :lease, " + TableAttributes.DUE_AT + " = :due")
        .conditionExpression(HELD_SHORTER)
        .expressionAttributeNames(LEASE_NAMES)
        .expressionAttributeValues(values)
        .build();
  }
}
