package org.backlinks.store;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backlinks.question.QuestionJson;
import org.backlinks.report.Billing;
import org.backlinks.report.Lease;
import org.backlinks.report.Lifetime;
import org.backlinks.report.Problem;
import org.backlinks.report.Progress;
import org.backlinks.report.Report;
import org.backlinks.report.Reservation;
import org.backlinks.report.State;
import org.backlinks.report.Usage;
import org.backlinks.units.PartialUnits;
import org.backlinks.units.RemainingUnits;
import org.backlinks.units.Units;
import org.jspecify.annotations.Nullable;

/**
 * Converts reports to items and back. Only the item of a report that a worker must still work on
 * has the attributes that put it into the {@link DueIndex}: a pending report, and the tombstone of
 * a report whose reservation is not settled.
 */
final class ReportItemCodec {
  private static final String CLAIMED = "claimed";
  private static final String QUEUED = "queued";
  private static final String DOWNLOADING = "downloading";
  private static final String READY = "ready";
  private static final String FAILED = "failed";
  private static final String DELETED = "deleted";

  private ReportItemCodec() {}

  static Item encode(Report report) {
    Item item =
        new Item(TableKeys.report(report.id()))
            .number(TableAttributes.VERSION, (long) report.lease().version())
            .millis(TableAttributes.LEASE_END, report.lease().end())
            .text(TableAttributes.QUESTION, QuestionJson.toJson(report.question()))
            .reportId(TableAttributes.PREVIOUS_ID, report.previousId())
            .textMap(TableAttributes.PARAMETERS, report.parameters())
            .text(TableAttributes.CURSOR_KEY, report.cursorKey())
            .millis(TableAttributes.CREATED_AT, report.lifetime().createdAt())
            .expiresAt(report.lifetime().expiresAt());
    addUsage(item, report.billing().usage());
    addProgress(item, report.progress());
    addState(item, report.state());
    if (report.billing().reservation() != null) {
      addReservation(item, report.billing().reservation());
    }
    report
        .dueAt()
        .ifPresent(due ->
            item.text(TableAttributes.DUE_SHARD, DueIndex.shard(report.id()))
                .millis(TableAttributes.DUE_AT, due));
    return item;
  }

  private static void addUsage(Item item, Usage usage) {
    item.number(TableAttributes.ANALYSIS, usage.charged().analysis())
        .number(TableAttributes.RETRIEVAL, usage.charged().retrieval())
        .number(TableAttributes.ANALYSIS_LEFT, usage.remaining().analysis())
        .number(TableAttributes.RETRIEVAL_LEFT, usage.remaining().retrieval())
        .number(TableAttributes.STANDARD_REPORTS_LEFT, usage.remaining().standardReports())
        .number(TableAttributes.INDEX_ITEMS_LEFT, usage.remaining().indexItems())
        .number(TableAttributes.CALLS, (long) usage.calls())
        .number(TableAttributes.POLLS, (long) usage.polls())
        .flag(TableAttributes.ESTIMATED, usage.estimated());
  }

  /** Adds the progress. Adds no attribute for a report that one answer completes. */
  private static void addProgress(Item item, Progress progress) {
    if (!progress.equals(Progress.NONE)) {
      Map<String, String> completed = new LinkedHashMap<>();
      progress.completed().forEach((part, version) -> completed.put(part, version.toString()));
      item.textMap(TableAttributes.COMPLETED_PARTS, completed)
          .textList(TableAttributes.MISSING_PARTS, progress.missing())
          .number(TableAttributes.SETTLED_CALLS, (long) progress.settledCalls())
          .textList(TableAttributes.WARNINGS, progress.warnings());
    }
  }

  private static Progress readProgress(Item item) {
    Map<String, Integer> completed = new LinkedHashMap<>();
    item.textMap(TableAttributes.COMPLETED_PARTS)
        .forEach((part, version) -> completed.put(part, Integer.valueOf(version)));
    return new Progress(
        completed,
        Set.copyOf(item.textList(TableAttributes.MISSING_PARTS)),
        (int) item.numberOr(TableAttributes.SETTLED_CALLS, 0),
        item.textList(TableAttributes.WARNINGS));
  }

  private static void addReservation(Item item, Reservation reservation) {
    item.number(TableAttributes.RESERVED_ATTEMPT, (long) reservation.attempt())
        .text(TableAttributes.RESERVED_DAY, reservation.day().toString())
        .number(TableAttributes.RESERVED_ANALYSIS, reservation.bound().analysis())
        .number(TableAttributes.RESERVED_RETRIEVAL, reservation.bound().retrieval())
        .number(TableAttributes.RESERVED_CALLS, (long) reservation.calls())
        .number(TableAttributes.REPORTED_ANALYSIS, reservation.reportedCharge().analysis())
        .number(TableAttributes.REPORTED_RETRIEVAL, reservation.reportedCharge().retrieval());
  }

  private static void addState(Item item, State state) {
    switch (state) {
      case State.Claimed() -> item.text(TableAttributes.STATE, CLAIMED);
      case State.Queued(var tokens, Instant nextPollAt, int pollCount, int emptyAnswers) ->
          item.text(TableAttributes.STATE, QUEUED)
              .textMap(TableAttributes.TOKENS, tokens)
              .millis(TableAttributes.NEXT_POLL_AT, nextPollAt)
              .number(TableAttributes.POLL_COUNT, (long) pollCount)
              .number(TableAttributes.EMPTY_ANSWERS, (long) emptyAnswers);
      case State.Downloading(var tokens, Instant nextPollAt, int pollCount) ->
          item.text(TableAttributes.STATE, DOWNLOADING)
              .textMap(TableAttributes.TOKENS, tokens)
              .millis(TableAttributes.NEXT_POLL_AT, nextPollAt)
              .number(TableAttributes.POLL_COUNT, (long) pollCount);
      case State.Ready(Instant readyAt, int snapshotVersion) ->
          item.text(TableAttributes.STATE, READY)
              .millis(TableAttributes.READY_AT, readyAt)
              .number(TableAttributes.SNAPSHOT_VERSION, (long) snapshotVersion);
      case State.Failed(Instant failedAt, Problem problem) ->
          item.text(TableAttributes.STATE, FAILED)
              .millis(TableAttributes.FAILED_AT, failedAt)
              .text(TableAttributes.PROBLEM, problem.kind().wireName())
              .text(TableAttributes.PROBLEM_DETAIL, problem.detail())
              .number(TableAttributes.RETRY_AFTER, seconds(problem.retryAfter()));
      case State.Deleted _ -> item.text(TableAttributes.STATE, DELETED);
    }
  }

  static Report decode(Item item) {
    return new Report(
        TableKeys.reportId(item.requiredText(TableAttributes.KEY)),
        QuestionJson.parse(item.requiredText(TableAttributes.QUESTION)),
        item.reportId(TableAttributes.PREVIOUS_ID),
        new Lease(
            (int) item.numberOr(TableAttributes.VERSION, 0),
            item.millis(TableAttributes.LEASE_END)),
        item.textMap(TableAttributes.PARAMETERS),
        item.requiredText(TableAttributes.CURSOR_KEY),
        new Lifetime(item.millis(TableAttributes.CREATED_AT), item.expiresAt()),
        new Billing(readUsage(item), readReservation(item)),
        readState(item),
        readProgress(item));
  }

  private static Usage readUsage(Item item) {
    return new Usage(
        new PartialUnits(
            item.number(TableAttributes.ANALYSIS), item.number(TableAttributes.RETRIEVAL)),
        new RemainingUnits(
            item.number(TableAttributes.ANALYSIS_LEFT),
            item.number(TableAttributes.RETRIEVAL_LEFT),
            item.number(TableAttributes.STANDARD_REPORTS_LEFT),
            item.number(TableAttributes.INDEX_ITEMS_LEFT)),
        (int) item.numberOr(TableAttributes.CALLS, 0),
        (int) item.numberOr(TableAttributes.POLLS, 0),
        item.flag(TableAttributes.ESTIMATED));
  }

  private static @Nullable Reservation readReservation(Item item) {
    String day = item.text(TableAttributes.RESERVED_DAY);
    return day == null
        ? null
        : new Reservation(
            (int) item.numberOr(TableAttributes.RESERVED_ATTEMPT, 0),
            LocalDate.parse(day),
            new Units(
                item.numberOr(TableAttributes.RESERVED_ANALYSIS, 0),
                item.numberOr(TableAttributes.RESERVED_RETRIEVAL, 0)),
            (int) item.numberOr(TableAttributes.RESERVED_CALLS, 1),
            new PartialUnits(
                item.number(TableAttributes.REPORTED_ANALYSIS),
                item.number(TableAttributes.REPORTED_RETRIEVAL)));
  }

  private static State readState(Item item) {
    String state = item.requiredText(TableAttributes.STATE);
    return switch (state) {
      case CLAIMED -> new State.Claimed();
      case QUEUED ->
          new State.Queued(
              item.textMap(TableAttributes.TOKENS),
              item.millis(TableAttributes.NEXT_POLL_AT),
              (int) item.numberOr(TableAttributes.POLL_COUNT, 0),
              (int) item.numberOr(TableAttributes.EMPTY_ANSWERS, 0));
      case DOWNLOADING ->
          new State.Downloading(
              item.textMap(TableAttributes.TOKENS),
              item.millis(TableAttributes.NEXT_POLL_AT),
              (int) item.numberOr(TableAttributes.POLL_COUNT, 0));
      case READY ->
          new State.Ready(
              item.millis(TableAttributes.READY_AT),
              (int) item.numberOr(TableAttributes.SNAPSHOT_VERSION, 0));
      case FAILED ->
          new State.Failed(
              item.millis(TableAttributes.FAILED_AT),
              new Problem(
                  Problem.Kind.fromWireName(item.requiredText(TableAttributes.PROBLEM)),
                  item.requiredText(TableAttributes.PROBLEM_DETAIL),
                  List.of(),
                  duration(item.number(TableAttributes.RETRY_AFTER))));
      case DELETED -> new State.Deleted(item.number(TableAttributes.DUE_AT) == null);
      default -> throw new IllegalStateException("a stored report has the unknown state " + state);
    };
  }

  private static @Nullable Long seconds(@Nullable Duration duration) {
    return duration == null ? null : Long.valueOf(duration.toSeconds());
  }

  private static @Nullable Duration duration(@Nullable Long seconds) {
    return seconds == null ? null : Duration.ofSeconds(seconds);
  }
}
