package org.backlinks.store;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Repeats the writes of an answer that was paid for, so that the answer survives an outage of the
 * table.
 */
@Singleton
public final class WriteRetry {
  private static final Logger LOG = Logger.getLogger(WriteRetry.class);

  /** Error codes, of requests and of parts of transactions, after which no attempt can succeed. */
  private static final Set<String> REJECTION_CODES =
      Set.of(
          "ValidationException",
          "ValidationError",
          "ItemCollectionSizeLimitExceededException",
          "ItemCollectionSizeLimitExceeded",
          "RequestEntityTooLarge");

  private final WriteBackoff backoff;

  WriteRetry(WriteBackoff backoff) {
    this.backoff = backoff;
  }

  /**
   * A write that may be repeated after the table's response was lost.
   *
   * @param <T> the type of its result
   */
  public interface Write<T> {
    /**
     * Sends the write to the table.
     *
     * @throws IOException when the table could not be written
     */
    T run() throws IOException;
  }

  /**
   * Runs a write, and repeats it after failures while the writer holds the report.
   *
   * @param isHeld returns whether the writer still has its lease
   * @throws ItemRejectedException when the table will never accept the write
   */
  public <T> T retryWhileHeld(BooleanSupplier isHeld, Write<T> write) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return write.run();
      } catch (SdkException | IncompleteReadException e) {
        if (isRejection(e)) {
          throw new ItemRejectedException(e);
        }
        if (!isHeld.getAsBoolean()) {
          throw e;
        }
        LOG.warnf(
            "attempt %d of a write to the table failed, the write is repeated: %s",
            attempt, e.getClass().getSimpleName());
        backoff.pause(attempt);
      }
    }
  }

  private static boolean isRejection(RuntimeException e) {
    return switch (e) {
      case TransactionCanceledException cancelled ->
          cancelled.cancellationReasons().stream()
              .anyMatch(reason -> reason.code() != null && REJECTION_CODES.contains(reason.code()));
      case AwsServiceException refused ->
          refused.awsErrorDetails() != null
              && REJECTION_CODES.contains(refused.awsErrorDetails().errorCode());
      default -> false;
    };
  }
}
