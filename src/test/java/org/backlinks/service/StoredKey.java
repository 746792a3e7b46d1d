package org.backlinks.service;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.backlinks.local.DynamoDb;
import org.backlinks.local.Stack;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An idempotency key as it lies in the table. */
record StoredKey(DynamoDb dynamo, String key) {
  private static final String EXPIRES = "expiresAt";

  /** When it ends, if it is stored. */
  Optional<Instant> end() {
    return Optional.ofNullable(
            dynamo
                .client()
                .getItem(get -> get.tableName(Stack.TABLE).key(itemKey()).consistentRead(true))
                .item()
                .get(EXPIRES))
        .map(end -> Instant.ofEpochSecond(Long.parseLong(end.n())));
  }

  /** Lets it have ended just now. */
  void endNow() {
    String now = Long.toString(Instant.now().getEpochSecond());
    dynamo
        .client()
        .updateItem(update ->
            update
                .tableName(Stack.TABLE)
                .key(itemKey())
                .updateExpression("SET " + EXPIRES + " = :now")
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
