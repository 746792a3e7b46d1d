package org.backlinks.service;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import org.backlinks.ops.Invocation;
import org.backlinks.ops.Metrics;
import org.backlinks.ops.Settings;
import org.backlinks.report.Report;
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
  static final Logger LOG = Logger.getLogger(Work.class);

  /** Pieces of a job's file never share a number with those of the answer that led to it. */
  private static final int FILE_PIECES = 1_000_000;

  private static final Duration CHUNK_SLACK = Duration.ofDays(1);

  /**
   * A paid call is not started when less than this is left, or the patience with upstream if that
   * is shorter.
   */
  private static final Duration SHORTEST_CALL = Duration.ofSeconds(10);

  /** Who takes a report back shall not wait for upstream. */
  private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(3);

  private final MajesticClient majestic;
  private final Reports reports;
  private final Chunks chunks;
  private final Prices prices;
  private final Settings settings;
  private final Clock clock;
  private final Endings endings;
  private final Told told;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public Work(
      MajesticClient majestic,
      Reports reports,
      Chunks chunks,
      Prices prices,
      Settings settings,
      Clock clock,
      Commands commands,
      Metrics metrics,
      RandomGenerator chance) {
    this.majestic = majestic;
    this.reports = reports;
    this.chunks = chunks;
    this.prices = prices;
    this.settings = settings;
    this.clock = clock;
    this.told = new Told(metrics);
    this.endings = new Endings(settings, chance, commands);
  }

  /**
   * Works on a held report on a thread of its own: whoever must answer before it is done need not
   * wait. Work that breaks off leaves the report as it is; its lease runs out and the next tick
   * takes over.
   *
   * @param end by when it had better be done: no further call is begun that may take longer, and
   *     none that was not charged is sent again
   * @return gives the report as it was written, or null when the work broke off or was overtaken
   */
  Future<@Nullable Report> start(Report held, Instant end) {
    return threads.submit(() -> {
      Invocation.worksOn(held.id().text());
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
      Report report = step(held, holding, end);
      // a job that is done is fetched, and the next part asked for, in the same hands
      while (report != null && report.inHands()) {
        report = step(report, holding, end);
      }
      return report;
    }
  }

  /** The least time that must be left when a call is begun. */
  Duration shortestCall() {
    Duration patience = settings.majesticTimeout();
    return patience.compareTo(SHORTEST_CALL) < 0 ? patience : SHORTEST_CALL;
  }

  /** Whether the downloads are looked at next, not the command asked. */
  private static boolean fileIsNext(Report report) {
    return report.state() instanceof State.Downloading;
  }

  /** Whether a job that is given up now may still have left a file. */
  private static boolean lastLook(Report held, Report next) {
    return held.state() instanceof State.Queued
        && lost(held, next)
        && new Job(held.tokens()).downloadId() != null;
  }

  /** Whether what was asked for will never come. */
  private static boolean lost(Report held, Report next) {
    return next.state() instanceof State.Failed
        || next.progress().lacking().size() > held.progress().lacking().size();
  }

  /**
   * One question to upstream and what comes of it; null when a newer version was there before us.
   */
  private @Nullable Report step(Report held, Holding holding, Instant end) throws IOException {
    Instant begun = clock.instant();
    Instant chunksExpire = chunksExpire();
    Course course = Course.of(held);
    try (ChunkWriter writer = chunks.writer(held.id(), held.version(), chunksExpire)) {
      int piece = 2 * FILE_PIECES * course.position(held) + (fileIsNext(held) ? FILE_PIECES : 0);
      SnapshotBuilder into = new SnapshotBuilder(writer, piece);
      Call call = call(held, course);
      told.asks(held);
      Answer answer =
          fileIsNext(held)
              ? majestic.lookForFile(call, new Job(held.tokens()), into)
              : majestic.ask(call, into, retryTime(held, begun, end));
      prices.heard(answer.globals(), begun);
      told.heard(answer.globals());
      Report next = endings.after(held, answer, clock.instant());
      if (lastLook(held, next) && into.tables().isEmpty()) {
        told.asks(held);
        Answer file = majestic.lookForFile(call, new Job(held.tokens()), into);
        next = next.polling();
        if (file instanceof Answer.Rows) {
          // what the last poll charged is part of the cost
          Report heard = held.polling().booked(answer.globals());
          answer = file;
          next = endings.after(heard, file, clock.instant());
        }
      }
      Manifest last =
          answer instanceof Answer.Rows rows && keepsRows(held, next) ? rows.manifest() : null;
      if (last != null) {
        writer.finish();
      }
      if (last != null && next.state().pending()) {
        chunks.putPart(held.id(), held.version(), course.part(held), last, chunksExpire);
      }
      if (next.state() instanceof State.Ready) {
        putManifest(held, last, next);
      }
      if (next.state().pending() && answer instanceof Answer.Unavailable why) {
        LOG.infof("report %s waits: %s", held.id().text(), why.detail());
      }
      Report ended = next;
      if (next.inHands() && next.standsBeforeCall()) {
        boolean time = Duration.between(clock.instant(), end).compareTo(shortestCall()) >= 0;
        next = time ? next.calling() : next.putOff();
      }
      // after a freeze a dead connection tells nothing of the call: whoever takes over finds out
      boolean tells = holding.isOurs() || !lost(held, next);
      if (!tells || !write(next)) {
        return overtaken(held, ended);
      }
      told.moved(held, next);
      if (last != null) {
        told.kept(last);
      }
      return next;
    }
  }

  private static boolean keepsRows(Report held, Report next) {
    boolean further = next.state() instanceof State.Ready || next.state() instanceof State.Claimed;
    return further && !lost(held, next);
  }

  /** A poll that fails only puts the next one off. */
  private static Duration retryTime(Report held, Instant now, Instant end) {
    return held.state() instanceof State.Claimed ? Duration.between(now, end) : Duration.ZERO;
  }

  private Instant chunksExpire() {
    return clock.instant().plus(settings.ttl()).plus(settings.pollDeadline()).plus(CHUNK_SLACK);
  }

  /**
   * Writes the manifest of a report that is ready.
   *
   * @param last what the last call gave, or null
   * @throws IOException when a part that was kept before can't be had
   */
  private void putManifest(Report held, @Nullable Manifest last, Report ready) throws IOException {
    List<Manifest.Part> parts = new ArrayList<>();
    for (String part : Course.of(held).kept(held.progress())) {
      int version = held.progress().done().getOrDefault(part, 0);
      parts.add(new Manifest.Part(version, chunks.part(held.id(), version, part)));
    }
    if (last != null) {
      parts.add(new Manifest.Part(held.version(), last));
    }
    Manifest whole =
        parts.size() == 1 && last != null && ready.progress().warnings().isEmpty()
            ? last
            : Manifest.joined(parts, ready.progress().warnings());
    chunks.putManifest(held.id(), held.version(), whole, chunksExpire());
  }

  /**
   * Ends a report whose work broke off too often, or too late; one that has parts only goes on
   * without this one.
   */
  Report giveUp(Report taken) {
    Report next = endings.brokenOff(taken, clock.instant());
    try {
      if (next.state() instanceof State.Ready) {
        putManifest(taken, null, next);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "report " + taken.id().text() + " could not be put together", e);
    }
    next = next.state().pending() ? next.putOff() : next;
    if (write(next)) {
      told.moved(taken, next);
    }
    return next;
  }

  /**
   * What was submitted, and is sent again to poll; only the very first time it may be queued by
   * force.
   */
  private static Call call(Report held, Course course) {
    Call submitted = course.current(held);
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
   * cancelled, and what the call cost is settled; another call is not made.
   */
  private @Nullable Report overtaken(Report held, Report next) {
    boolean deleted =
        reports.find(next.id()).map(report -> report.state() instanceof State.Deleted).orElse(true);
    if (deleted) {
      Report settled = next.callIsReserved() ? next.unpaid() : next;
      if (reports.settle(settled)) {
        told.moved(held, settled);
      }
      cancel(next.tokens());
    }
    return null;
  }

  /**
   * Tells upstream that nobody waits for a job any more, where it can be named; how that ends
   * changes nothing, and is not waited for long.
   */
  void cancel(Map<String, String> tokens) {
    String job = new Job(tokens).downloadId();
    if (job == null) {
      return;
    }
    Future<Answer> cancelled =
        threads.submit(() ->
            majestic.ask(Call.deleteDownloads(job), new SnapshotBuilder((number, piece) -> {})));
    try {
      cancelled.get(CANCEL_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      LOG.warnf("a job could not be cancelled upstream: %s", e.getClass().getSimpleName());
    }
  }
}
