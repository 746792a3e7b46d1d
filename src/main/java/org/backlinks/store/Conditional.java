package org.backlinks.store;

import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Writes of one item, under a condition. */
final class Conditional {
  private Conditional() {}

  /**
   * Whether a write's condition held; one that met another write of the same item is tried again.
   */
  static boolean holds(Runnable write) {
    for (int attempt = 1; ; attempt++) {
      try {
        write.run();
        return true;
      } catch (ConditionalCheckFailedException lost) {
        return false;
      } catch (TransactionConflictException e) {
        if (attempt == Backoff.ATTEMPTS) {
          throw e;
        }
        Backoff.pause(attempt);
      }
    }
  }
}
