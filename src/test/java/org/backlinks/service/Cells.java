package org.backlinks.service;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backlinks.service.Boundary.Step;
import org.jspecify.annotations.Nullable;

/** Knows to which report a request belongs, and which step it is. */
final class Cells {
  private static final Pattern ITEM =
      Pattern.compile("\"(report|chunk|part|manifest)#([0-9a-f]{32})");
  private static final Pattern STATE = Pattern.compile("\"state\":\\{\"S\":\"(\\w+)\"");
  private static final Pattern NUMBER =
      Pattern.compile("MaxSourceURLsPerRefDomain(?:=|\":\\{\"S\":\")(\\d+)");
  private static final Pattern COUNT = Pattern.compile("Count(?:=|\":\\{\"S\":\")(\\d+)");
  private static final Pattern JOB = Pattern.compile("[0-9A-F]{32}");

  private final Map<Integer, Cell> byNumber = new ConcurrentHashMap<>();
  private final Map<String, Cell> byReport = new ConcurrentHashMap<>();
  private final Map<String, Cell> byJob = new ConcurrentHashMap<>();

  /** A step of a report that leaves its process. */
  record Passage(Cell cell, Step step) {}

  void add(Cell cell) {
    byNumber.put(cell.number, cell);
  }

  /** A write to the table; reads and renewals of leases are no steps. */
  Optional<Passage> write(String operation, String body) {
    return switch (operation) {
      case "TransactWriteItems" -> {
        boolean claimed = found(STATE, body, 1).equals("claimed");
        // a transaction that asks again finds the lease that was read
        String kind = body.contains("#lease") ? Step.TAKE_OVER : claimed ? Step.CLAIM : Step.FLIP;
        yield passage(report(body), kind);
      }
      case "PutItem" -> passage(report(body), put(body));
      default -> Optional.empty();
    };
  }

  private static String put(String body) {
    return switch (found(ITEM, body, 1)) {
      case "chunk" -> Step.CHUNK;
      case "part" -> Step.PART;
      case "manifest" -> Step.MANIFEST;
      default -> body.contains("#lease") ? Step.TAKE_OVER : Step.RELEASE;
    };
  }

  private @Nullable Cell report(String body) {
    String id = found(ITEM, body, 2);
    Cell cell = byNumber(body);
    if (cell != null) {
      byReport.put(id, cell);
      JOB.matcher(body).results().forEach(job -> byJob.put(job.group(), cell));
    }
    return byReport.get(id);
  }

  /** A call upstream. */
  Optional<Passage> call(String path, String body) {
    if (path.startsWith("/downloads/")) {
      return passage(byJob.get(found(JOB, path, 0)), Step.FILE);
    }
    if (body.contains("cmd=GetDownloadsList")) {
      return passage(byJob.get(found(JOB, body, 0)), Step.LIST);
    }
    return passage(byNumber(body), Step.ASK);
  }

  private @Nullable Cell byNumber(String body) {
    String number = found(NUMBER, body, 1);
    String count = found(COUNT, body, 1);
    return number.isEmpty()
        ? count.isEmpty() ? null : byNumber.get(Way.FEWER + Integer.parseInt(count))
        : byNumber.get(Integer.valueOf(number));
  }

  private static Optional<Passage> passage(@Nullable Cell cell, String kind) {
    Function<Cell, Passage> next = one -> new Passage(one, one.next(kind));
    return Optional.ofNullable(cell).map(next);
  }

  private static String found(Pattern pattern, String text, int group) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(group) : "";
  }
}
