package org.backlinks.store;

import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.backlinks.ops.Settings;
import org.backlinks.question.Fingerprint;
import org.backlinks.report.ReportId;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

/**
 * Idempotency keys. Stored by their hash: what a caller puts into one is nobody else's business.
 */
@Singleton
public final class Keys {
  private static final String PRINT = "print";
  private static final String REPORT = "report";

  private final DynamoDbClient dynamo;
  private final String table;

  public Keys(DynamoDbClient dynamo, Settings settings) {
    this.dynamo = dynamo;
    this.table = settings.table();
  }

  /** What the key stands for, unless that is over. */
  public Optional<KeyUse> find(String key, Instant now) {
    return Item.find(dynamo, table, itemKey(key))
        .map(item ->
            new KeyUse(
                new Fingerprint(item.required(PRINT)),
                new ReportId(item.required(REPORT)),
                item.expires()))
        .filter(use -> use.until().isAfter(now));
  }

  /** Lets a key stand for a report; false when it stands for another one by now. */
  public boolean remember(KeyClaim claim) {
    Put put = put(claim, table);
    return Conditional.holds(() ->
        dynamo.putItem(item ->
            item.tableName(put.tableName())
                .item(put.item())
                .conditionExpression(put.conditionExpression())
                .expressionAttributeNames(put.expressionAttributeNames())
                .expressionAttributeValues(put.expressionAttributeValues())));
  }

  /** The write that lets a key stand for a report, unless it stands for another that lives. */
  static Put put(KeyClaim claim, String table) {
    KeyUse use = claim.use();
    String dead = claim.seen() == null ? "none" : claim.seen().report().text();
    return Put.builder()
        .tableName(table)
        .item(
            new Item(itemKey(claim.key()))
                .text(PRINT, use.print().hex())
                .text(REPORT, use.report().text())
                .expires(use.until())
                .values())
        .conditionExpression(
            "attribute_not_exists(#key) OR #until <= :now OR #report IN (:dead, :same)")
        .expressionAttributeNames(
            Map.of("#key", Item.KEY, "#until", Item.EXPIRES, "#report", REPORT))
        .expressionAttributeValues(
            Map.of(
                ":now",
                AttributeValue.fromN(Long.toString(claim.now().getEpochSecond())),
                ":dead",
                AttributeValue.fromS(dead),
                ":same",
                AttributeValue.fromS(use.report().text())))
        .build();
  }

  private static String itemKey(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return "key#" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
