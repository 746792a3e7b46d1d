package org.backlinks.store;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.backlinks.store.Transaction.Purpose;
import org.backlinks.task.TaskScheduler;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** Sends transactions, and repeats them after conflicts with other writes of the same items. */
@Singleton
final class TransactionRunner {
  private static final int TOKEN_BYTES = 16;

  /** The reasons for which this class repeats a cancelled transaction. The client never does. */
  private static final Set<String> RETRYABLE_CODES =
      Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

  private final DynamoDbClient dynamo;
  private final WriteBackoff backoff;
  private final TaskScheduler scheduler;
  private final RandomGenerator random;

  TransactionRunner(
      DynamoDbClient dynamo,
      WriteBackoff backoff,
      TaskScheduler scheduler,
      RandomGenerator random) {
    this.dynamo = dynamo;
    this.backoff = backoff;
    this.scheduler = scheduler;
    this.random = random;
  }

  /**
   * Sends a transaction.
   *
   * @param timeout the maximum time to retry after conflicts with other writes
   * @return the purposes of the writes whose conditions did not hold. Nothing was written if there
   *     are any
   * @throws TransactionCanceledException when the time is over, or another attempt can't help
   * @throws TransactionInProgressException when the time is over while DynamoDB still executes the
   *     transaction
   */
  Set<Purpose> run(Transaction transaction, Duration timeout) {
    long deadlineNanos = scheduler.nanoTime() + timeout.toNanos();
    String token = newToken();
    for (int attempt = 1; ; attempt++) {
      try {
        send(transaction, token);
        return EnumSet.noneOf(Purpose.class);
      } catch (TransactionInProgressException e) {
        // DynamoDB still executes our earlier request, whose answer was lost: keep its token
        pauseOrThrow(attempt, deadlineNanos, e);
      } catch (TransactionCanceledException e) {
        Set<Purpose> failed = transaction.failedPurposes(e);
        boolean canRetry = isRetryable(e);
        // After a conflict on an item, it is unknown whether the condition on that item holds. A
        // failed limit counts only if every other condition holds.
        if (!failed.isEmpty() && (!canRetry || !failed.stream().allMatch(Purpose::isLimit))) {
          return failed;
        }
        if (!canRetry) {
          throw e;
        }
        pauseOrThrow(attempt, deadlineNanos, e);
        token = newToken();
      }
    }
  }

  private void send(Transaction transaction, String token) {
    dynamo.transactWriteItems(
        write -> write.transactItems(transaction.items()).clientRequestToken(token));
  }

  private void pauseOrThrow(int attempt, long deadlineNanos, RuntimeException conflict) {
    if (scheduler.nanoTime() >= deadlineNanos) {
      throw conflict;
    }
    backoff.pause(attempt);
  }

  /**
   * Returns a new random token. DynamoDB executes requests with the same token only once. The mark
   * of an item is such a token too. It shows which write made the item.
   */
  String newToken() {
    byte[] bits = new byte[TOKEN_BYTES];
    random.nextBytes(bits);
    return HexFormat.of().formatHex(bits);
  }

  /**
   * Returns whether a transaction was cancelled because of other writes of the same items, or
   * because the table accepts no more writes at the moment.
   */
  static boolean isRetryable(RuntimeException e) {
    return e instanceof TransactionCanceledException cancelled
        && cancelled.cancellationReasons().stream()
            .anyMatch(reason -> reason.code() != null && RETRYABLE_CODES.contains(reason.code()));
  }
}
