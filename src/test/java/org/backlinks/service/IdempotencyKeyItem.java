package org.backlinks.service;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.local.LocalStack;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The item of an idempotency key in the table. */
record IdempotencyKeyItem(LocalDynamoDb dynamo, String key) {
  private static final String EXPIRES_AT = "expiresAt";

  /** Returns the time at which the key expires, or empty when the key is not stored. */
  Optional<Instant> expiresAt() {
    return Optional.ofNullable(
            dynamo
                .client()
                .getItem(get -> get.tableName(LocalStack.TABLE).key(itemKey()).consistentRead(true))
                .item()
                .get(EXPIRES_AT))
        .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds.n())));
  }

  /** Makes the key expire now. */
  void expireNow() {
    String now = Long.toString(Instant.now().getEpochSecond());
    dynamo
        .client()
        .updateItem(update ->
            update
                .tableName(LocalStack.TABLE)
                .key(itemKey())
                .updateExpression("SET " + EXPIRES_AT + " = :now")
                .conditionExpression("attribute_exists(pk)")
                .expressionAttributeValues(Map.of(":now", AttributeValue.fromN(now))));
  }

  private Map<String, AttributeValue> itemKey() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return Map.of("pk", AttributeValue.fromS("key#" + HexFormat.of().formatHex(hash)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
