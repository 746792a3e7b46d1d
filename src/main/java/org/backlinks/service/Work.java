package org.backlinks.service;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.backlinks.majestic.Answer;
import org.backlinks.majestic.Call;
import org.backlinks.majestic.MajesticClient;
import org.backlinks.ops.Settings;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.store.ChunkWriter;
import org.backlinks.store.Chunks;
import org.backlinks.store.Reports;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes a report that we hold to its next state: asks upstream, keeps the rows, writes how it
 * ended.
 */
@Singleton
public final class Work {
  private static final Logger LOG = Logger.getLogger(Work.class);
  private static final Duration CHUNK_SLACK = Duration.ofDays(1);

  private final MajesticClient majestic;
  private final Reports reports;
  private final Chunks chunks;
  private final Settings settings;
  private final Clock clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<ReportId, Future<?>> running = new ConcurrentHashMap<>();

  public Work(
      MajesticClient majestic, Reports reports, Chunks chunks, Settings settings, Clock clock) {
    this.majestic = majestic;
    this.reports = reports;
    this.chunks = chunks;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Works on a held report on a thread of its own; a call that must be answered before need not
   * wait for it.
   */
  void start(Report held) {
    running.put(
        held.id(),
        threads.submit(() -> {
          try {
            proceed(held);
          } catch (IOException | RuntimeException e) {
            // the lease runs out and the next tick takes over
            LOG.errorf(e, "report %s: its work broke off", held.id().text());
          } finally {
            running.remove(held.id());
          }
        }));
  }

  /** Waits for work of this process on a report; false when there is none. */
  boolean awaitOurs(ReportId id, Duration patience) {
    Future<?> ours = running.get(id);
    if (ours == null) {
      return false;
    }
    try {
      ours.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // still at it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("work reports its own failures", e);
    }
    return true;
  }

  /**
   * Asks upstream once for a report that we hold, and writes what came of it.
   *
   * @throws IOException when rows came but could not be kept
   */
  void proceed(Report held) throws IOException {
    boolean first = held.usage().calls() == 1 && held.state() instanceof State.Claimed;
    Call call = Call.getTopBackLinks(held.question(), held.forceQueue() && first);
    Instant chunksExpire =
        clock.instant().plus(settings.ttl()).plus(settings.pollDeadline()).plus(CHUNK_SLACK);
    try (Holding holding = new Holding(held, reports, settings.lease(), clock, threads);
        ChunkWriter writer = chunks.writer(held.id(), held.version(), chunksExpire)) {
      Answer answer = majestic.ask(call, new SnapshotBuilder(writer));
      if (answer instanceof Answer.Rows(var globals, Manifest manifest)) {
        writer.finish();
        chunks.putManifest(held.id(), held.version(), manifest, chunksExpire);
      }
      write(held, answer);
    }
  }

  private void write(Report held, Answer answer) {
    Instant now = clock.instant();
    Problem problem = problem(answer);
    if (problem != null) {
      LOG.warnf(
          "report %s failed: %s: %s", held.id().text(), problem.kind().word(), problem.detail());
      reports.finish(held.failed(now, settings.ttl(), problem, answer.globals()));
    } else if (answer instanceof Answer.Queued(var globals, var job)) {
      State.Queued queued = new State.Queued(job.tokens(), now.plus(settings.pollFirst()), 0);
      reports.release(held.waiting(now, queued, globals));
    } else {
      reports.finish(held.ready(now, settings.ttl(), answer.globals()));
    }
  }

  /** What a caller is told of an answer that ends the report; null for one that does not. */
  private static @Nullable Problem problem(Answer answer) {
    return switch (answer) {
      case Answer.Rows rows -> null;
      case Answer.Queued queued -> null;
      case Answer.DownloadReady ready ->
          Problem.of(
              Kind.UPSTREAM_UNREADABLE, "Upstream put the result among its downloads unasked.");
      case Answer.NoLists noLists ->
          Problem.of(Kind.UPSTREAM_UNREADABLE, "Upstream gave none of the lists asked for.");
      case Answer.Refused(var globals, var reason, String code, String message) ->
          Problem.of(
              reason == Answer.Reason.UNITS_EXHAUSTED
                  ? Kind.UPSTREAM_UNITS_EXHAUSTED
                  : Kind.UPSTREAM_REFUSED,
              "Upstream refused with " + code + ": " + message);
      case Answer.Unavailable(String detail, var unpaid, Duration retryAfter) ->
          new Problem(Kind.UPSTREAM_UNAVAILABLE, sentence(detail), List.of(), retryAfter);
      case Answer.TimedOut(var globals, String detail) ->
          Problem.of(Kind.UPSTREAM_TIMEOUT, sentence(detail));
      case Answer.Unreadable(var globals, String detail) ->
          Problem.of(Kind.UPSTREAM_UNREADABLE, "Upstream's answer can't be read: " + detail + ".");
    };
  }

  private static String sentence(String detail) {
    return Character.toUpperCase(detail.charAt(0)) + detail.substring(1) + ".";
  }
}
