package org.backlinks.store;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backlinks.question.QuestionJson;
import org.backlinks.report.Amounts;
import org.backlinks.report.Problem;
import org.backlinks.report.Progress;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.Reservation;
import org.backlinks.report.State;
import org.backlinks.report.Units;
import org.backlinks.report.Usage;
import org.jspecify.annotations.Nullable;

/**
 * A report as an item and back. A pending one stands in the sparse index of due reports, a done one
 * does not.
 */
final class ReportItem {
  static final String PREFIX = "report#";
  static final String VERSION = "version";
  static final String LEASE = "lease";
  static final String DUE_SHARD = "dueShard";
  static final String DUE_AT = "dueAt";

  /** Partitions of the index of due reports: spreads its writes. */
  static final int SHARDS = 4;

  private ReportItem() {}

  static String key(ReportId id) {
    return PREFIX + id.text();
  }

  static String shard(ReportId id) {
    return Integer.toString(Character.digit(id.text().charAt(0), 16) % SHARDS);
  }

  static Item write(Report report) {
    Item item =
        new Item(key(report.id()))
            .number(VERSION, (long) report.version())
            .millis(LEASE, report.leaseEnd())
            .text("question", QuestionJson.text(report.question()))
            .texts("parameters", report.parameters())
            .text("cursorKey", report.cursorKey())
            .millis("createdAt", report.createdAt())
            .expires(report.expiresAt());
    usage(item, report.usage());
    progress(item, report.progress());
    state(item, report.state());
    if (report.reservation() != null) {
      reservation(item, report.reservation());
    }
    report.due().ifPresent(due -> item.text(DUE_SHARD, shard(report.id())).millis(DUE_AT, due));
    return item;
  }

  private static void usage(Item item, Usage usage) {
    item.number("analysis", usage.analysis())
        .number("retrieval", usage.retrieval())
        .number("analysisLeft", usage.analysisLeft())
        .number("retrievalLeft", usage.retrievalLeft())
        .number("standardReportsLeft", usage.standardReportsLeft())
        .number("calls", (long) usage.calls())
        .number("polls", (long) usage.polls())
        .flag("estimated", usage.estimated());
  }

  /** Most reports need none of it. */
  private static void progress(Item item, Progress progress) {
    if (!progress.equals(Progress.NONE)) {
      Map<String, String> done = new LinkedHashMap<>();
      progress.done().forEach((part, version) -> done.put(part, version.toString()));
      item.texts("done", done)
          .list("lacking", progress.lacking())
          .number("settled", (long) progress.settled())
          .list("warnings", progress.warnings());
    }
  }

  private static Progress progress(Item item) {
    Map<String, Integer> done = new LinkedHashMap<>();
    item.texts("done").forEach((part, version) -> done.put(part, Integer.valueOf(version)));
    return new Progress(
        done,
        Set.copyOf(item.list("lacking")),
        (int) item.numberOr("settled", 0),
        item.list("warnings"));
  }

  private static void reservation(Item item, Reservation reservation) {
    item.number("reservedFor", (long) reservation.attempt())
        .text("reservedOn", reservation.day().toString())
        .number("reservedAnalysis", reservation.bound().analysis())
        .number("reservedRetrieval", reservation.bound().retrieval())
        .number("reservedCalls", (long) reservation.calls())
        .number("toldAnalysis", reservation.told().analysis())
        .number("toldRetrieval", reservation.told().retrieval());
  }

  private static void state(Item item, State state) {
    switch (state) {
      case State.Claimed() -> item.text("state", "claimed");
      case State.Queued(var tokens, Instant next, int asked, int empty) ->
          item.text("state", "queued")
              .texts("tokens", tokens)
              .millis("next", next)
              .number("asked", (long) asked)
              .number("empty", (long) empty);
      case State.Downloading(var tokens, Instant next, int asked) ->
          item.text("state", "downloading")
              .texts("tokens", tokens)
              .millis("next", next)
              .number("asked", (long) asked);
      case State.Ready(Instant at, int snapshot) ->
          item.text("state", "ready").millis("readyAt", at).number("snapshot", (long) snapshot);
      case State.Failed(Instant at, Problem problem) ->
          item.text("state", "failed")
              .millis("failedAt", at)
              .text("problem", problem.kind().word())
              .text("detail", problem.detail())
              .number("retryAfter", seconds(problem.retryAfter()));
      case State.Deleted() -> item.text("state", "deleted");
    }
  }

  static Report read(Item item) {
    return new Report(
        new ReportId(item.required(Item.KEY).substring(PREFIX.length())),
        (int) item.numberOr(VERSION, 0),
        item.millis(LEASE),
        QuestionJson.read(item.required("question")),
        item.texts("parameters"),
        item.required("cursorKey"),
        item.millis("createdAt"),
        item.expires(),
        new Usage(
            item.number("analysis"),
            item.number("retrieval"),
            item.number("analysisLeft"),
            item.number("retrievalLeft"),
            item.number("standardReportsLeft"),
            (int) item.numberOr("calls", 0),
            (int) item.numberOr("polls", 0),
            item.flag("estimated")),
        state(item),
        progress(item),
        reservation(item));
  }

  private static @Nullable Reservation reservation(Item item) {
    String day = item.text("reservedOn");
    return day == null
        ? null
        : new Reservation(
            (int) item.numberOr("reservedFor", 0),
            LocalDate.parse(day),
            new Units(item.numberOr("reservedAnalysis", 0), item.numberOr("reservedRetrieval", 0)),
            (int) item.numberOr("reservedCalls", 1),
            new Amounts(item.number("toldAnalysis"), item.number("toldRetrieval")));
  }

  private static State state(Item item) {
    String state = item.required("state");
    return switch (state) {
      case "claimed" -> new State.Claimed();
      case "queued" ->
          new State.Queued(
              item.texts("tokens"),
              item.millis("next"),
              (int) item.numberOr("asked", 0),
              (int) item.numberOr("empty", 0));
      case "downloading" ->
          new State.Downloading(
              item.texts("tokens"), item.millis("next"), (int) item.numberOr("asked", 0));
      case "ready" -> new State.Ready(item.millis("readyAt"), (int) item.numberOr("snapshot", 0));
      case "failed" ->
          new State.Failed(
              item.millis("failedAt"),
              new Problem(
                  Problem.Kind.of(item.required("problem")),
                  item.required("detail"),
                  List.of(),
                  duration(item.number("retryAfter"))));
      case "deleted" -> new State.Deleted();
      default -> throw new IllegalStateException("a report is " + state);
    };
  }

  private static @Nullable Long seconds(@Nullable Duration duration) {
    return duration == null ? null : Long.valueOf(duration.toSeconds());
  }

  private static @Nullable Duration duration(@Nullable Long seconds) {
    return seconds == null ? null : Duration.ofSeconds(seconds);
  }
}
