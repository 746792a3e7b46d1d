package org.backlinks.store;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backlinks.question.Fingerprint;
import org.backlinks.report.DailySpend;
import org.backlinks.report.Report;
import org.backlinks.report.StoredCallback;
import org.backlinks.store.Transaction.Purpose;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.Put;

/**
 * The writes before a paid call. Each reserves the maximum cost of the call from the day's budget,
 * in the same transaction that assigns the call to one worker.
 */
@Singleton
public final class ClaimTransactions {
  private final DynamoDbTable table;
  private final TransactionRunner transactions;
  private final QuestionSlotStore slotStore;
  private final IdempotencyKeyStore keyStore;
  private final CallbackStore callbackStore;
  private final Ledger ledger;

  ClaimTransactions(
      DynamoDbTable table,
      TransactionRunner transactions,
      QuestionSlotStore slotStore,
      IdempotencyKeyStore keyStore,
      CallbackStore callbackStore,
      Ledger ledger) {
    this.table = table;
    this.transactions = transactions;
    this.slotStore = slotStore;
    this.keyStore = keyStore;
    this.callbackStore = callbackStore;
    this.ledger = ledger;
  }

  /** Returns the current slots of a question. */
  public QuestionSlots findSlots(Fingerprint fingerprint) {
    return slotStore.find(fingerprint);
  }

  /** Returns the slots of a question and the cost of a day. Uses one read for both. */
  public SlotsAndDailySpend findSlots(Fingerprint fingerprint, LocalDate date) {
    String slots = TableKeys.question(fingerprint);
    String day = TableKeys.day(date);
    Map<String, Item> found = table.findAll(List.of(slots, day));
    return new SlotsAndDailySpend(
        QuestionSlots.from(found.get(slots)), Ledger.fromItem(date, found.get(day)));
  }

  /** The slots of a question and the cost of a day. */
  public record SlotsAndDailySpend(QuestionSlots slots, DailySpend dailySpend) {}

  /**
   * Writes a new report, puts it under way for its question and reserves its paid call. All of this
   * takes effect, or nothing.
   *
   * @param current the slots that were read before. If they name a report under way, that report is
   *     no longer pending, and the new report replaces it
   * @param key the idempotency key that the same transaction assigns to the report, or null
   * @param callbacks the callbacks and the event of the report
   * @param timeout the maximum time to retry while other processes write the same items
   * @return {@link ReservationResult#CONFLICT} when the slots or the key changed since they were
   *     read
   */
  public ReservationResult claim(
      Report report,
      QuestionSlots current,
      @Nullable IdempotencyClaim key,
      List<StoredCallback> callbacks,
      Duration timeout) {
    Put put = ReportConditions.ifAbsent(table.put(ReportItemCodec.encode(report)));
    Transaction claim = new Transaction().put(Purpose.REPORT, put);
    slotStore.claim(report, current, claim);
    if (key != null) {
      keyStore.assign(key, claim);
    }
    callbacks.forEach(callback -> callbackStore.add(callback, claim));
    ledger.reserve(report, claim);
    return run(claim, timeout);
  }

  /**
   * Takes over a report whose last paid call has an unknown outcome. Settles the reservation of
   * that call, and makes the reservation of {@code next} if it has one.
   *
   * @param stored the report that was read, with the units at which its reservation is settled
   */
  public ReservationResult reclaim(Report stored, Report next, Duration timeout) {
    Put put = ReportConditions.ifSameLease(table.put(ReportItemCodec.encode(next)), stored);
    return replaceReservation(put, stored, next, timeout);
  }

  /**
   * Moves the reservation of a report to another day for the report's holder. Settles the
   * reservation of {@code held}, and makes the reservation of {@code next} if it has one.
   *
   * @param held the holder's report, with the units at which its reservation is settled
   */
  public ReservationResult moveReservation(Report held, Report next, Duration timeout) {
    Put put = ReportConditions.ifPending(table.put(ReportItemCodec.encode(next)), held);
    return replaceReservation(put, held, next, timeout);
  }

  private ReservationResult replaceReservation(
      Put put, Report before, Report next, Duration timeout) {
    Transaction replacement = new Transaction().put(Purpose.REPORT, put);
    ledger.reserveRetry(before, next, replacement);
    return run(replacement, timeout);
  }

  private ReservationResult run(Transaction reservation, Duration timeout) {
    try {
      Set<Purpose> failed = transactions.run(reservation, timeout);
      if (failed.isEmpty()) {
        return ReservationResult.WRITTEN;
      }
      // after a conflict nothing is spent, so the limits do not matter
      if (!failed.stream().allMatch(Purpose::isLimit)) {
        return ReservationResult.CONFLICT;
      }
      return failed.contains(Purpose.DAY_BUDGET)
          ? ReservationResult.OVER_BUDGET
          : ReservationResult.REMAINING_BELOW_LIMIT;
    } catch (RuntimeException e) {
      if (TransactionRunner.isRetryable(e)) {
        return ReservationResult.BUSY;
      }
      throw e;
    }
  }
}
