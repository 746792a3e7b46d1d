package org.backlinks.simulation;

import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** What lies between a client and the table. */
interface TableNetwork {
  /** Sends a request: lets it take effect at one moment, and returns the answer. */
  <T> T send(DynamoDbRequest request, Supplier<T> effect);

  /** Returns whether a part of a request fails for the moment. */
  boolean isThrottled();

  /** Returns whether a write meets another one. */
  boolean isConflicting();

  /** Delivers every request at once. */
  static TableNetwork direct() {
    return new TableNetwork() {
      @Override
      public <T> T send(DynamoDbRequest request, Supplier<T> effect) {
        return effect.get();
      }

      @Override
      public boolean isThrottled() {
        return false;
      }

      @Override
      public boolean isConflicting() {
        return false;
      }
    };
  }
}
