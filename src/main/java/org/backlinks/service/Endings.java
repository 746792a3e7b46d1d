package org.backlinks.service;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.backlinks.majestic.Answer;
import org.backlinks.majestic.Job;
import org.backlinks.ops.Settings;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.snapshot.Globals;
import org.jspecify.annotations.Nullable;

/** What becomes of a held report after an answer of upstream. Decides, and writes nothing. */
final class Endings {
  /** So often running an "OK" without the lists asked for is "not yet"; then it is the answer. */
  private static final int MOST_EMPTY = 3;

  /** Beyond this every pause is the longest. */
  private static final int MOST_DOUBLINGS = 16;

  private final Settings settings;
  private final RandomGenerator chance;

  Endings(Settings settings, RandomGenerator chance) {
    this.settings = settings;
    this.chance = chance;
  }

  /** The report as it shall be written: further on, or at its end with its cost settled. */
  Report after(Report held, Answer answer, Instant now) {
    Report next = next(held, answer, now);
    return next.state().pending() ? next : Settling.of(held, answer, next);
  }

  private Report next(Report held, Answer answer, Instant now) {
    return switch (answer) {
      case Answer.Rows rows -> rows(held, rows, now);
      case Answer.Queued queued ->
          waiting(held, queued.job().tokens(), 0, queued, now, queued.retryAfter());
      case Answer.DownloadReady ready -> downloading(held, ready, now);
      case Answer.Gone gone ->
          fail(held, Problem.of(Kind.UPSTREAM_UNREADABLE, "The job's file is gone."), gone, now);
      case Answer.Refused refused when held.state() instanceof State.Downloading ->
          fail(held, problem(refused), refused, now);
      default ->
          open(held)
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
    boolean nothing = rows.missing().size() == held.question().scopes().size();
    if (nothing && !queued) {
      Problem problem =
          Problem.of(Kind.UPSTREAM_UNREADABLE, "Upstream gave none of the lists asked for.");
      return fail(held, problem, rows, now);
    }
    return held.ready(now, settings.ttl(), news(held, rows.globals()));
  }

  private static boolean positive(@Nullable Long units) {
    return units != null && units > 0;
  }

  /** Whether upstream works on a job of this report. */
  private static boolean open(Report held) {
    return held.state() instanceof State.Queued || held.state() instanceof State.Downloading;
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
    return held.failed(now, settings.ttl(), problem, news(held, answer.globals()));
  }

  /** Failed: nobody learnt how its paid calls ended, or its file could not be had in time. */
  Report brokenOff(Report held, Instant now) {
    Problem unknown =
        Problem.of(
            Kind.OUTCOME_UNKNOWN,
            "Upstream was asked %d times and it was never learnt how that ended."
                .formatted(Report.MOST_CALLS));
    Problem problem = held.state() instanceof State.Downloading ? gaveUp() : unknown;
    return held.failed(now, settings.ttl(), problem, Globals.NONE).atBound();
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
            && (held.usage().analysis() != null || held.usage().retrieval() != null);
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
