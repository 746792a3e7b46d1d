package org.backlinks.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Writes that take effect together or not at all; each knows what it is for. */
final class Transaction {
  /** What a write is for. */
  enum Part {
    REPORT,
    SLOT,
    KEY,
    RESERVATION,
    /** A day's counter, within its budget. */
    DAY,
    /** What is left upstream, above our least. */
    ACCOUNT;

    boolean isLimit() {
      return this == DAY || this == ACCOUNT;
    }
  }

  /** The client itself sends no cancelled transaction again, whatever the reason. */
  private static final Set<String> FOR_LATER =
      Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

  private record Write(Part part, TransactWriteItem item) {}

  private final List<Write> writes = new ArrayList<>();

  Transaction put(Part part, Put put) {
    return add(part, TransactWriteItem.builder().put(put).build());
  }

  Transaction update(Part part, Update update) {
    return add(part, TransactWriteItem.builder().update(update).build());
  }

  Transaction delete(Part part, Delete delete) {
    return add(part, TransactWriteItem.builder().delete(delete).build());
  }

  Transaction check(Part part, ConditionCheck check) {
    return add(part, TransactWriteItem.builder().conditionCheck(check).build());
  }

  private Transaction add(Part part, TransactWriteItem item) {
    writes.add(new Write(part, item));
    return this;
  }

  boolean isEmpty() {
    return writes.isEmpty();
  }

  /** The same without the writes of some parts. */
  Transaction without(Set<Part> parts) {
    Transaction rest = new Transaction();
    writes.stream().filter(write -> !parts.contains(write.part)).forEach(rest.writes::add);
    return rest;
  }

  /**
   * Writes; what meets other writes of the same items is tried again as long as patience lasts.
   *
   * @return the parts whose conditions did not hold: then nothing was written; none when all was
   * @throws TransactionCanceledException when patience is over, or for what trying again can't help
   */
  Set<Part> run(DynamoDbClient dynamo, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    String token = token();
    for (int attempt = 1; ; attempt++) {
      try {
        send(dynamo, token);
        return EnumSet.noneOf(Part.class);
      } catch (TransactionInProgressException e) {
        // an earlier sending of ours, whose answer was lost, is still at work: the token stays
        pauseOrThrow(attempt, end, e);
      } catch (TransactionCanceledException e) {
        Set<Part> failed = failed(e);
        boolean later = isForLater(e);
        // what is for later hides whether another condition fails, and a limit counts only if none
        // does
        if (!failed.isEmpty() && (!later || !failed.stream().allMatch(Part::isLimit))) {
          return failed;
        }
        if (!later) {
          throw e;
        }
        pauseOrThrow(attempt, end, e);
        token = token();
      }
    }
  }

  private void send(DynamoDbClient dynamo, String token) {
    dynamo.transactWriteItems(write ->
        write.transactItems(writes.stream().map(Write::item).toList()).clientRequestToken(token));
  }

  /** What is sent twice under one token counts once. */
  static String token() {
    byte[] bits = new byte[16];
    ThreadLocalRandom.current().nextBytes(bits);
    return HexFormat.of().formatHex(bits);
  }

  private static void pauseOrThrow(int attempt, long end, RuntimeException conflict) {
    if (System.nanoTime() >= end) {
      throw conflict;
    }
    Backoff.pause(attempt);
  }

  private Set<Part> failed(TransactionCanceledException e) {
    List<CancellationReason> reasons = e.cancellationReasons();
    Set<Part> failed = EnumSet.noneOf(Part.class);
    IntStream.range(0, Math.min(reasons.size(), writes.size()))
        .filter(i -> "ConditionalCheckFailed".equals(reasons.get(i).code()))
        .forEach(i -> failed.add(writes.get(i).part));
    return failed;
  }

  /** Whether it met other writes, or more of them than the table takes at a time. */
  private static boolean isForLater(TransactionCanceledException e) {
    return e.cancellationReasons().stream()
        .anyMatch(reason -> reason.code() != null && FOR_LATER.contains(reason.code()));
  }

  /** Whether nothing came of it because others wrote all the time. */
  static boolean isBusy(RuntimeException e) {
    return e instanceof TransactionCanceledException cancelled && isForLater(cancelled);
  }
}
