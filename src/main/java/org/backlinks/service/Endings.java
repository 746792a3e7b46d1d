package org.backlinks.service;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.backlinks.majestic.Answer;
import org.backlinks.majestic.Job;
import org.backlinks.ops.Settings;
import org.backlinks.question.Scope;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.snapshot.Globals;
import org.jspecify.annotations.Nullable;

/** What becomes of a held report after an answer of upstream. Decides, and writes no report. */
final class Endings {
  /** So often running an "OK" without the lists asked for is "not yet"; then it is the answer. */
  private static final int MOST_EMPTY = 3;

  /** Beyond this every pause is the longest. */
  private static final int MOST_DOUBLINGS = 16;

  private final Settings settings;
  private final RandomGenerator chance;
  private final Commands commands;

  Endings(Settings settings, RandomGenerator chance, Commands commands) {
    this.settings = settings;
    this.commands = commands;
    this.chance = chance;
  }

  /**
   * The report as it shall be written: further on, before its next call, or at its end; what the
   * call cost is settled when it is over. A next call is not counted yet.
   */
  Report after(Report held, Answer answer, Instant now) {
    return Settling.of(held, answer, next(held, answer, now));
  }

  private Report next(Report held, Answer answer, Instant now) {
    return switch (answer) {
      case Answer.Refused gone when commands.isSwitched(held, gone) ->
          commands.switched(held, gone, now);
      case Answer.Rows rows -> rows(held, rows, now);
      case Answer.Queued queued ->
          waiting(held, queued.job().tokens(), 0, queued, now, queued.retryAfter());
      case Answer.DownloadReady ready -> downloading(held, ready, now);
      case Answer.Gone gone ->
          fail(held, Problem.of(Kind.UPSTREAM_UNREADABLE, "The job's file is gone."), gone, now);
      case Answer.Refused refused when held.state() instanceof State.Downloading ->
          fail(held, problem(refused), refused, now);
      case Answer.Unavailable later when mayComeBack(held, later, now) ->
          held.before(held.parameters(), now, settings.lease(), Globals.NONE).putOff();
      default ->
          open(held) && !held.isOvercharged(news(held, answer.globals()))
              ? waiting(held, Map.of(), 0, answer, now, hint(answer))
              : fail(held, problem(answer), answer, now);
    };
  }

  private Report rows(Report held, Answer.Rows rows, Instant now) {
    boolean queued = held.state() instanceof State.Queued;
    int empty = held.state() instanceof State.Queued before ? before.empty() + 1 : 0;
    boolean charged =
        positive(rows.globals().number("ChargedAnalysisResUnits"))
            || positive(rows.globals().number("ChargedRetrievalResUnits"));
    if (queued && !rows.missing().isEmpty() && !charged && empty < MOST_EMPTY) {
      return waiting(held, Map.of(), empty, rows, now, null);
    }
    Course course = Course.of(held);
    boolean nothing = rows.missing().size() == course.current(held).scopes().size();
    if (nothing && !queued) {
      Problem problem =
          Problem.of(Kind.UPSTREAM_UNREADABLE, "Upstream gave none of the lists asked for.");
      return fail(held, problem, rows, now);
    }
    Globals news = news(held, rows.globals());
    return course.isSingle()
        ? held.ready(now, settings.ttl(), news)
        : further(held, held.having(course.part(held)), now, news);
  }

  /** Before its next call, or ready when that was the last one. */
  private Report further(Report held, Report next, Instant now, Globals news) {
    Map<String, String> call = Course.of(held).next(held);
    return call == null
        ? next.ready(now, settings.ttl(), news)
        : next.before(call, now, settings.lease(), news);
  }

  private static boolean positive(@Nullable Long units) {
    return units != null && units > 0;
  }

  /** Whether upstream works on a job of this report. */
  private static boolean open(Report held) {
    return held.state() instanceof State.Queued || held.state() instanceof State.Downloading;
  }

  /** Parts that are paid for are worth another try, as long as that costs nothing. */
  private boolean mayComeBack(Report held, Answer.Unavailable answer, Instant now) {
    return answer.unpaid()
        && held.state() instanceof State.Claimed
        && held.unsettledCalls() == 1
        && !held.progress().done().isEmpty()
        && now.isBefore(held.createdAt().plus(settings.pollDeadline()));
  }

  private Report downloading(Report held, Answer.DownloadReady ready, Instant now) {
    Map<String, String> tokens = merged(held, ready.job().tokens());
    return new Job(tokens).downloadId() != null
        ? held.keeping(
                now,
                settings.lease(),
                new State.Downloading(tokens, now, 0),
                news(held, ready.globals()))
            .polling()
        // nothing to find the file by: the command itself may give the rows
        : waiting(held, tokens, 0, ready, now, null);
  }

  private Report waiting(
      Report held,
      Map<String, String> tokens,
      int empty,
      Answer answer,
      Instant now,
      @Nullable Duration hint) {
    Instant deadline = held.createdAt().plus(settings.pollDeadline());
    if (!now.isBefore(deadline)) {
      return fail(held, gaveUp(), answer, now);
    }
    int asked =
        switch (held.state()) {
          case State.Queued queued -> queued.asked() + 1;
          case State.Downloading downloading -> downloading.asked() + 1;
          default -> 0;
        };
    Instant wanted = now.plus(hint == null ? pause(asked) : hint);
    Instant next = wanted.isBefore(deadline) ? wanted : deadline;
    Map<String, String> all = merged(held, tokens);
    State state =
        held.state() instanceof State.Downloading
            ? new State.Downloading(all, next, asked)
            : new State.Queued(all, next, asked, empty);
    return held.waiting(now, state, news(held, answer.globals()));
  }

  /**
   * Doubles up to the longest pause; a fifth of it is left to chance, so that reports do not come
   * in step.
   */
  private Duration pause(int asked) {
    Duration doubled = settings.pollFirst().multipliedBy(1L << Math.min(asked, MOST_DOUBLINGS));
    Duration longest = settings.pollMax();
    Duration pause = doubled.compareTo(longest) < 0 ? doubled : longest;
    return pause.multipliedBy(chance.nextInt(80, 101)).dividedBy(100);
  }

  private static Map<String, String> merged(Report held, Map<String, String> tokens) {
    Map<String, String> all = new HashMap<>(held.tokens());
    all.putAll(tokens);
    return all;
  }

  private Report fail(Report held, Problem problem, Answer answer, Instant now) {
    return fail(held, problem, news(held, answer.globals()), now);
  }

  /** A report that has a part already goes on without this one. */
  private Report fail(Report held, Problem problem, Globals news, Instant now) {
    if (held.progress().done().isEmpty()) {
      return held.failed(now, settings.ttl(), problem, news);
    }
    Course course = Course.of(held);
    String scopes =
        course.current(held).scopes().stream().map(Scope::word).collect(Collectors.joining(", "));
    String warning = "there is no list for the scope %s: %s".formatted(scopes, problem.detail());
    return further(held, held.lacking(course.part(held), warning), now, news);
  }

  /**
   * Failed, or without a part: nobody learnt how its paid calls ended, or its file could not be had
   * in time.
   */
  Report brokenOff(Report held, Instant now) {
    Problem unknown =
        Problem.of(
            Kind.OUTCOME_UNKNOWN,
            "Upstream was asked %d times and it was never learnt how that ended."
                .formatted(Report.MOST_CALLS));
    boolean often =
        !(held.state() instanceof State.Downloading) && held.unsettledCalls() >= Report.MOST_CALLS;
    return fail(held.lost(), often ? unknown : gaveUp(), Globals.NONE, now);
  }

  private Problem gaveUp() {
    return Problem.of(
        Kind.UPSTREAM_TIMEOUT,
        "Upstream did not finish the job within " + settings.pollDeadline() + ".");
  }

  /** A job's file tells again what was charged when the job was done: that counts once. */
  private static Globals news(Report held, Globals globals) {
    boolean toldBefore =
        held.state() instanceof State.Downloading
            && (held.reservation() == null
                ? held.usage().analysis() != null || held.usage().retrieval() != null
                : held.reservation().told().any());
    if (!toldBefore) {
      return globals;
    }
    Map<String, String> left = new HashMap<>(globals.values());
    left.keySet().removeIf(name -> name.regionMatches(true, 0, "Charged", 0, 7));
    return new Globals(left);
  }

  private static @Nullable Duration hint(Answer answer) {
    return answer instanceof Answer.Unavailable unavailable ? unavailable.retryAfter() : null;
  }

  private Problem problem(Answer answer) {
    return switch (answer) {
      case Answer.Refused(var globals, var reason, String code, String message) ->
          Problem.of(
              reason == Answer.Reason.UNITS_EXHAUSTED
                  ? Kind.UPSTREAM_UNITS_EXHAUSTED
                  : Kind.UPSTREAM_REFUSED,
              "Upstream refused with " + code + ": " + message);
      case Answer.Unavailable(String detail, var unpaid, Duration retryAfter) ->
          new Problem(
              Kind.UPSTREAM_UNAVAILABLE,
              sentence(detail),
              List.of(),
              retryAfter == null ? settings.pollFirst() : retryAfter);
      case Answer.TimedOut(var globals, String detail) ->
          Problem.of(Kind.UPSTREAM_TIMEOUT, sentence(detail));
      case Answer.Unreadable(var globals, String detail) ->
          Problem.of(Kind.UPSTREAM_UNREADABLE, "Upstream's answer can't be read: " + detail + ".");
      default -> throw new IllegalStateException("no problem: " + answer);
    };
  }

  private static String sentence(String detail) {
    return Character.toUpperCase(detail.charAt(0)) + detail.substring(1) + ".";
  }
}
