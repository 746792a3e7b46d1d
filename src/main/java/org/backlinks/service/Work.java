package org.backlinks.service;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.backlinks.majestic.Answer;
import org.backlinks.majestic.Call;
import org.backlinks.majestic.Job;
import org.backlinks.majestic.MajesticClient;
import org.backlinks.ops.Settings;
import org.backlinks.report.Report;
import org.backlinks.report.State;
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
  static final Logger LOG = Logger.getLogger(Work.class);

  /** Pieces of a job's file never share a number with those of the answer that led to it. */
  private static final int FILE_PIECES = 1_000_000;

  private static final Duration CHUNK_SLACK = Duration.ofDays(1);

  private final MajesticClient majestic;
  private final Reports reports;
  private final Chunks chunks;
  private final Prices prices;
  private final Settings settings;
  private final Clock clock;
  private final Endings endings;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public Work(
      MajesticClient majestic,
      Reports reports,
      Chunks chunks,
      Prices prices,
      Settings settings,
      Clock clock,
      RandomGenerator chance) {
    this.majestic = majestic;
    this.reports = reports;
    this.chunks = chunks;
    this.prices = prices;
    this.settings = settings;
    this.clock = clock;
    this.endings = new Endings(settings, chance);
  }

  /**
   * Works on a held report on a thread of its own: whoever must answer before it is done need not
   * wait. Work that breaks off leaves the report as it is; its lease runs out and the next tick
   * takes over.
   *
   * @param end no call that was not charged is sent again after it
   * @return gives the report as it was written, or null when the work broke off or was overtaken
   */
  Future<@Nullable Report> start(Report held, Instant end) {
    return threads.submit(() -> {
      try {
        return proceed(held, end);
      } catch (Throwable e) {
        LOG.errorf(e, "report %s: its work broke off", held.id().text());
        return null;
      }
    });
  }

  /**
   * What came of started work; null also when it is not done in time: then it goes on as long as
   * the platform lets it.
   */
  static @Nullable Report await(Future<@Nullable Report> started, Duration patience) {
    try {
      return started.get(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("work reports its own failures", e);
    }
  }

  private @Nullable Report proceed(Report held, Instant end) throws IOException {
    try (Holding holding = new Holding(held, reports, settings.lease(), clock, threads)) {
      Report report = fileIsNext(held) ? held : step(held, holding, end);
      // a job that is done is fetched in the same hands
      return report != null && fileIsNext(report) ? step(report, holding, end) : report;
    }
  }

  /** Whether the downloads are looked at next, not the command asked. */
  private static boolean fileIsNext(Report report) {
    return report.state() instanceof State.Downloading;
  }

  /** Whether a job that is given up now may still have left a file. */
  private static boolean lastLook(Report held, Report next) {
    return held.state() instanceof State.Queued
        && next.state() instanceof State.Failed
        && new Job(held.tokens()).downloadId() != null;
  }

  /**
   * One question to upstream and what comes of it; null when a newer version was there before us.
   */
  private @Nullable Report step(Report held, Holding holding, Instant end) throws IOException {
    Instant begun = clock.instant();
    Instant chunksExpire =
        begun.plus(settings.ttl()).plus(settings.pollDeadline()).plus(CHUNK_SLACK);
    try (ChunkWriter writer = chunks.writer(held.id(), held.version(), chunksExpire)) {
      SnapshotBuilder into = new SnapshotBuilder(writer, fileIsNext(held) ? FILE_PIECES : 0);
      Call call = call(held);
      Answer answer =
          fileIsNext(held)
              ? majestic.lookForFile(call, new Job(held.tokens()), into)
              : majestic.ask(call, into, retryTime(held, begun, end));
      prices.heard(answer.globals(), begun);
      Report next = endings.after(held, answer, clock.instant());
      if (lastLook(held, next) && into.tables().isEmpty()) {
        answer = majestic.lookForFile(call, new Job(held.tokens()), into);
        next = endings.after(held.polling(), answer, clock.instant());
      }
      if (next.state() instanceof State.Ready && answer instanceof Answer.Rows rows) {
        writer.finish();
        chunks.putManifest(held.id(), held.version(), rows.manifest(), chunksExpire);
      }
      if (next.state().pending() && answer instanceof Answer.Unavailable why) {
        LOG.infof("report %s waits: %s", held.id().text(), why.detail());
      }
      // after a freeze a dead connection tells nothing of the call: whoever takes over finds out
      boolean tells = holding.isOurs() || !(next.state() instanceof State.Failed);
      return tells && write(next) ? next : overtaken(next);
    }
  }

  /** A poll that fails only puts the next one off. */
  private static Duration retryTime(Report held, Instant now, Instant end) {
    return held.state() instanceof State.Claimed ? Duration.between(now, end) : Duration.ZERO;
  }

  /** Ends a report whose work broke off too often, or too late. */
  Report giveUp(Report taken) {
    Report failed = endings.brokenOff(taken, clock.instant());
    write(failed);
    return failed;
  }

  /**
   * What was submitted, and is sent again to poll; only the very first time it may be queued by
   * force.
   */
  private static Call call(Report held) {
    Call submitted = new Call(held.parameters(), List.copyOf(held.question().scopes()));
    boolean first = held.state() instanceof State.Claimed && held.usage().calls() == 1;
    return first ? submitted : submitted.again();
  }

  private boolean write(Report next) {
    if (next.state() instanceof State.Failed failed) {
      LOG.warnf(
          "report %s failed: %s: %s",
          next.id().text(), failed.problem().kind().word(), failed.problem().detail());
    }
    return next.state().pending() ? reports.save(next) : reports.finish(next);
  }

  /**
   * Someone else has the report by now. If its owner took it back, a job that just came of it is
   * cancelled, and what the call cost is settled.
   */
  private @Nullable Report overtaken(Report next) {
    boolean deleted =
        reports.find(next.id()).map(report -> report.state() instanceof State.Deleted).orElse(true);
    if (deleted) {
      reports.settle(next);
      cancel(next.tokens());
    }
    return null;
  }

  /**
   * Tells upstream that nobody waits for a job any more, where it can be named; how that ends
   * changes nothing.
   */
  void cancel(Map<String, String> tokens) {
    String job = new Job(tokens).downloadId();
    if (job == null) {
      return;
    }
    try {
      majestic.ask(Call.deleteDownloads(job), new SnapshotBuilder((number, piece) -> {}));
    } catch (IOException | RuntimeException e) {
      LOG.warnf("a job could not be cancelled upstream: %s", e.getClass().getSimpleName());
    }
  }
}
