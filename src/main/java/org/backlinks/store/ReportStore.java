package org.backlinks.store;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.backlinks.question.Fingerprint;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.store.Transaction.Purpose;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.Put;

/**
 * Stores reports after their claim. Each write returns whether it took effect. A worker that lost
 * the report to another worker changes nothing.
 */
@Singleton
public final class ReportStore {
  /** Long, because a paid answer must be stored even if many processes write the same counter. */
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(60);

  private final DynamoDbTable table;
  private final TransactionRunner transactions;
  private final QuestionSlotStore slotStore;
  private final Ledger ledger;

  ReportStore(
      DynamoDbTable table,
      TransactionRunner transactions,
      QuestionSlotStore slotStore,
      Ledger ledger) {
    this.table = table;
    this.transactions = transactions;
    this.slotStore = slotStore;
    this.ledger = ledger;
  }

  /** Returns the report that is stored under a partition key, or empty for any other item. */
  public static Optional<ReportId> reportOfKey(String key) {
    return TableKeys.parseReport(key);
  }

  /** Returns the stored report, even if it is deleted or expired. */
  public Optional<Report> find(ReportId id) {
    return table.find(TableKeys.report(id)).map(ReportItemCodec::decode);
  }

  /** Returns whether a report of this question is under way. */
  public boolean isUnderway(Fingerprint question) {
    return slotStore.find(question).underwayId() != null;
  }

  /**
   * Writes a report that a worker takes over. Writes nothing if another worker has taken it over
   * since it was read, or if its holder has renewed or released it.
   *
   * @param stored the report that was read
   * @param taken the report with the worker's lease
   */
  public boolean takeOver(Report stored, Report taken) {
    return replace(stored, taken);
  }

  /**
   * Writes a waiting report that is due earlier than before. Writes nothing if the lease of the
   * report has changed since it was read.
   *
   * @param stored the report that was read
   */
  public boolean makeDueNow(Report stored, Report due) {
    return replace(stored, due);
  }

  /**
   * Writes a report that its holder releases because its next call will not be made. The holder
   * does not know whether its last write took effect. Writes nothing if it did not.
   *
   * @param held the report that the holder tried to write
   */
  public boolean release(Report held, Report released) {
    return replace(held, released);
  }

  private boolean replace(Report stored, Report next) {
    String mark = transactions.newToken();
    Item item = ReportItemCodec.encode(next).text(TableAttributes.MARK, mark);
    return table.tryPut(
        ReportConditions.ifSameLease(table.put(item), stored),
        found -> mark.equals(found.text(TableAttributes.MARK)));
  }

  /** Writes a pending report for its holder. */
  public boolean save(Report report) {
    return table.tryPut(
        ReportConditions.ifPending(table.put(ReportItemCodec.encode(report)), report));
  }

  /**
   * Writes a report that became ready or failed, updates its question's slots and settles its
   * reservation. All of this takes effect, or nothing.
   */
  public boolean finish(Report report) {
    Put put = ReportConditions.ifPending(table.put(ReportItemCodec.encode(report)), report);
    Transaction finish = new Transaction().put(Purpose.REPORT, put);
    slotStore.finish(report, finish);
    ledger.settle(report, finish);
    return commit(finish);
  }

  /**
   * Settles the reservation of a report that its holder can't write any more. Returns false when
   * the reservation is settled already.
   */
  public boolean settleReservation(Report report) {
    Transaction settlement = new Transaction();
    ledger.settle(report, settlement);
    return !settlement.isEmpty() && transactions.run(settlement, TRANSACTION_TIMEOUT).isEmpty();
  }

  /**
   * Extends the lease of a report, and never shortens it. Returns false when the holder no longer
   * has the lease.
   */
  public boolean renewLease(Report report, Instant leaseEnd) {
    return table.tryUpdate(
        ReportConditions.extendLease(table.update(TableKeys.report(report.id())), report, leaseEnd),
        found -> hasLeaseUntil(report, leaseEnd, found));
  }

  /**
   * Returns whether a stored lease lasts until an instant, of which the table keeps milliseconds.
   */
  private static boolean hasLeaseUntil(Report report, Instant leaseEnd, Item stored) {
    return stored.numberOr(TableAttributes.VERSION, 0) == report.lease().version()
        && stored.number(TableAttributes.DUE_AT) != null
        && stored.numberOr(TableAttributes.LEASE_END, 0) >= leaseEnd.toEpochMilli();
  }

  /**
   * Replaces a report by a tombstone, settles its reservation unless the tombstone leaves it to the
   * former holder, and clears the slot that points to it. All of this takes effect, or nothing.
   * Writes nothing if the report has changed since it was read: a report that became ready has
   * charges that the tombstone must not lose, and no one would settle the reservation of a report
   * that was released.
   *
   * @param stored the report that was read
   * @param mark a text that only this delete uses, and by which {@link #isDeletedBy} recognizes the
   *     tombstone
   */
  public boolean delete(Report stored, Report tombstone, String mark) {
    Put.Builder put = table.put(ReportItemCodec.encode(tombstone).text(TableAttributes.MARK, mark));
    boolean isPending = stored.dueAt().isPresent();
    Transaction delete =
        new Transaction()
            .put(
                Purpose.REPORT,
                isPending
                    ? ReportConditions.ifSameLease(put, stored)
                    : ReportConditions.ifSameVersion(put, stored));
    if (!tombstone.isUnsettledTombstone()) {
      ledger.settle(tombstone, delete);
    }
    slotStore.delete(stored, delete);
    try {
      return commit(delete);
    } catch (SdkException e) {
      if (isDeletedBy(stored.id(), mark)) {
        return true;
      }
      throw e;
    }
  }

  /** Removes a tombstone whose reservation is settled from the due index. */
  public void removeFromDueIndex(Report tombstone) {
    table.tryUpdate(
        ReportConditions.removeDue(table.update(TableKeys.report(tombstone.id())), tombstone));
  }

  /** Returns whether the report is a tombstone with this mark. */
  public boolean isDeletedBy(ReportId id, String mark) {
    return table
        .find(TableKeys.report(id))
        .filter(item -> mark.equals(item.text(TableAttributes.MARK)))
        .map(ReportItemCodec::decode)
        .filter(report -> report.state() instanceof State.Deleted)
        .isPresent();
  }

  /**
   * Removes a ready report from its question's slot, so that it answers no further request. Returns
   * false when the slot does not point to it.
   */
  public boolean clearReadySlot(Report ready) {
    return slotStore.tryClearReady(ready);
  }

  /**
   * Commits the write of a report. The slot may point to another report by now, and the reservation
   * may be settled already. In these cases, writes the report without them.
   */
  private boolean commit(Transaction transaction) {
    Transaction remaining = transaction;
    while (true) {
      Set<Purpose> failed = transactions.run(remaining, TRANSACTION_TIMEOUT);
      if (failed.isEmpty() || failed.contains(Purpose.REPORT)) {
        return failed.isEmpty();
      }
      if (failed.contains(Purpose.RESERVATION)) {
        failed.add(Purpose.DAY_BUDGET);
      }
      remaining = remaining.without(failed);
    }
  }
}
