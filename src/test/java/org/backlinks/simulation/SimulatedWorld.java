package org.backlinks.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.backlinks.config.Settings;
import org.backlinks.question.ReportRequest;
import org.backlinks.report.Report;
import org.backlinks.simulation.UpstreamLedger.PaidCall;
import org.backlinks.store.StoredReports;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The table, upstream and the processes of one simulated world, and what goes wrong in it. Each
 * event is checked against what must always hold.
 */
final class SimulatedWorld {
  /** The time in which upstream must finish a job. */
  static final Duration POLL_DEADLINE = Duration.ofHours(3);

  private static final Instant FIRST_MIDNIGHT = Instant.parse("2030-03-02T00:00:00Z");

  /** The base-2 logarithm of the longest time in seconds until the first midnight: five hours. */
  private static final double MAX_LOG_SECONDS = 14.2;

  private static final int MAX_PROCESSES = 6;

  /** Makes another seed of a seed. */
  private static final long LATER_SEED = 0x5DEECE66DL;

  /** The request for which a simulated thread works. The threads that it starts inherit it. */
  static final InheritableThreadLocal<@Nullable ReportRequest> REQUEST =
      new InheritableThreadLocal<>();

  private final long seed;
  private final SplittableRandom random;

  /** Chooses what was added later, so that each seed keeps the rest of its world. */
  private final SplittableRandom laterRandom;

  private final SimulationLoop loop;
  private final SimulatedSandbox outside;
  private final SimulatedTable table;
  private final LaggingIndex index;
  private final SimulatedUpstream upstream;
  private final WorldInvariants invariants;
  private final Settings settings;
  private final List<SimulatedProcess> processes = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final WorldStatistics statistics = new WorldStatistics();
  private final boolean keepsEvents;
  private FaultPlan faults;
  private long tableDownUntil;
  private Instant troubleEnd = Instant.MAX;
  private boolean isWorkerOff;
  private int processCount;
  private Consumer<Report> rowListener = report -> {};

  SimulatedWorld(long seed, WorldOptions options) {
    this.seed = seed;
    this.keepsEvents = options.keepsEvents();
    this.random = new SplittableRandom(seed);
    this.loop = new SimulationLoop(random.split(), chooseStart());
    this.outside = new SimulatedSandbox(loop, "world", Duration.ZERO);
    this.laterRandom = new SplittableRandom(seed + LATER_SEED);
    this.faults = FaultPlan.choose(random, laterRandom).without(options.withoutFaults());
    this.settings = chooseSettings();
    this.invariants = new WorldInvariants(this, settings);
    this.table = new SimulatedTable(this::committed, options.conditions());
    this.index = new LaggingIndex(loop::elapsed, () -> faults.maxIndexLag(), random.split());
    this.upstream = new SimulatedUpstream(this, random.split());
  }

  /** Returns the start of the world. In many worlds, midnight comes soon. */
  private Instant chooseStart() {
    double seconds = Math.pow(2, random.nextDouble(MAX_LOG_SECONDS / 3, MAX_LOG_SECONDS));
    return FIRST_MIDNIGHT.minusSeconds((long) seconds);
  }

  private Settings chooseSettings() {
    return Settings.from(
        Map.of(
            "MAJESTIC_URL",
            SimulatedTransport.BASE,
            "MAJESTIC_FORMAT",
            random.nextInt(3) == 0 ? "xml" : "json",
            "MAJESTIC_API_KEY",
            "simulated-key",
            "MAJESTIC_DOWNLOAD_HOSTS",
            "127.0.0.1:9",
            "MAJESTIC_NOTIFY_URL",
            "https://backlinks.example",
            "BACKLINKS_DAY_BUDGET_ANALYSIS",
            random.nextBoolean() ? "1000000" : "60000",
            "BACKLINKS_DAY_BUDGET_INDEX_ITEMS",
            "6",
            "BACKLINKS_EVENT_BUS",
            "simulated",
            "BACKLINKS_TTL",
            random.nextBoolean() ? "P30D" : "PT2H",
            "BACKLINKS_POLL_DEADLINE",
            POLL_DEADLINE.toString()));
  }

  long seed() {
    return seed;
  }

  SimulationLoop loop() {
    return loop;
  }

  SimulatedTable table() {
    return table;
  }

  LaggingIndex index() {
    return index;
  }

  SimulatedUpstream upstream() {
    return upstream;
  }

  SplittableRandom laterRandom() {
    return laterRandom;
  }

  FaultPlan faults() {
    return faults;
  }

  Settings settings() {
    return settings;
  }

  WorldStatistics statistics() {
    return statistics;
  }

  WorldInvariants invariants() {
    return invariants;
  }

  /** Returns what happened, in order. Empty when the world does not keep it. */
  List<String> events() {
    return events;
  }

  boolean isTableDown() {
    return loop.elapsed() < tableDownUntil;
  }

  void countTableRequest() {
    statistics.tableRequests++;
  }

  void countUpstreamRequest() {
    statistics.upstreamRequests++;
  }

  /** Notes an event for the reader of a failed run. */
  void event(SimulatedSandbox sandbox, Supplier<String> what) {
    if (keepsEvents) {
      events.add(loop.now() + " " + sandbox.name() + " " + what.get());
    }
  }

  /** Starts a thread that belongs to no process. */
  SimulatedThread start(Runnable body) {
    return loop.start(outside, body);
  }

  /** Suspends a thread that belongs to no process. */
  void sleep(Duration time) {
    outside.scheduler().sleep(time);
  }

  private void committed(List<SimulatedTable.Change> changes) {
    SimulatedSandbox writer = loop.current().sandbox();
    for (SimulatedTable.Change change : changes) {
      index.changed(change.key(), change.after());
      event(writer, () -> "writes " + describe(change));
    }
    invariants.checkCommit(writer, REQUEST.get(), changes);
    for (SimulatedTable.Change change : changes) {
      if (change.before().isEmpty() && StoredReports.isReport(change.key())) {
        statistics.reports++;
        start(() -> deliverToStream(change.key(), false));
      }
      if (change.key().startsWith("chunk#")) {
        report(change.key().split("#", -1)[1]).ifPresent(rowListener);
      }
      if (change.key().startsWith("callback#") || change.key().startsWith("event#")) {
        start(() -> deliverToStream(change.key(), true));
      }
    }
  }

  private Optional<Report> report(String id) {
    return Optional.of(table.get(StoredReports.key(id)))
        .filter(item -> !item.isEmpty())
        .map(StoredReports::decode);
  }

  /** Sets who learns that rows of a report were stored. The report may end next. */
  void whenRowsAreStored(Consumer<Report> listener) {
    rowListener = listener;
  }

  private static String describe(SimulatedTable.Change change) {
    if (!StoredReports.isReport(change.key()) || change.after().isEmpty()) {
      return change.key() + " " + new TreeMap<>(change.after());
    }
    Report report = StoredReports.decode(change.after());
    return "report %s %s %s %s %s"
        .formatted(
            report.id().text(),
            report.state(),
            report.lease(),
            report.billing(),
            report.progress());
  }

  /** Sends a new report to the worker, as the table's stream does: late, and perhaps again. */
  private void deliverToStream(String key, boolean isLate) {
    do {
      sleep(Duration.ofMillis(random.nextInt(50, 3_000)));
      SimulatedProcess process = isWorkerOff ? null : process();
      if (process != null) {
        process.invoke(
            "stream",
            Duration.ofMinutes(15),
            (service, deadline) -> {
              if (StoredReports.isReport(key)) {
                service.dueReportWorker.processAll(List.of(StoredReports.id(key)), deadline);
              } else {
                service.callbacks.worker.processAll(
                    List.of(StoredReports.callbackId(key)), deadline);
              }
            });
      }
    } while (random.nextInt(10) == 0);
    if (!isLate && random.nextInt(20) == 0) {
      sleep(Duration.ofMinutes(random.nextInt(1, 600)));
      deliverToStream(key, true);
    }
  }

  /** Called when upstream has charged a call. */
  void charged(PaidCall call) {
    statistics.paidCalls++;
    event(call.sandbox(), () -> "is charged: " + call);
    invariants.checkCharge(call);
  }

  /** A failed invocation may fail by the table only. */
  void checkFailure(RuntimeException e) {
    if (!(e instanceof SdkException)) {
      invariants.fail("an invocation failed", e);
    }
  }

  /** Called when a process has nothing to do: the platform may freeze it. */
  void becameIdle(SimulatedProcess process) {
    invariants.checkIdle(process.sandbox());
    if (random.nextBoolean()) {
      process.sandbox().freezeIdle(Duration.ofHours(1));
    }
  }

  /** Returns an idle process, or a new one, or null when there are too many. */
  @Nullable SimulatedProcess process() {
    processes.removeIf(process -> process.sandbox().isDead());
    Optional<SimulatedProcess> idle =
        processes.stream().filter(SimulatedProcess::isIdle).findFirst();
    if (idle.isPresent()) {
      return idle.get();
    }
    if (processes.size() == MAX_PROCESSES) {
      return null;
    }
    long maxSkew = faults.maxClockSkew().toMillis();
    Duration skew = Duration.ofMillis(maxSkew == 0 ? 0 : random.nextLong(-maxSkew, maxSkew));
    SimulatedSandbox sandbox = new SimulatedSandbox(loop, "process-" + ++processCount, skew);
    SimulatedProcess process = new SimulatedProcess(this, sandbox, settings, random.split());
    processes.add(process);
    return process;
  }

  /** Returns the processes that live. */
  List<SimulatedProcess> processes() {
    return processes;
  }

  /** Lets the table fail for some time. */
  void stopTable(Duration time) {
    tableDownUntil = loop.elapsed() + time.toNanos();
    invariants.tableStopped(time);
  }

  /** Returns whether no event reaches the worker. */
  boolean isWorkerOff() {
    return isWorkerOff;
  }

  void switchWorkerOff(boolean isOff) {
    isWorkerOff = isOff;
    troubleEnd = isOff ? Instant.MAX : loop.now();
  }

  /** Returns since when nothing goes wrong and the worker works; the far future before that. */
  Instant troubleEnd() {
    return troubleEnd;
  }

  /** Ends every fault. */
  void calm() {
    faults = faults.calm();
    troubleEnd = loop.now();
    tableDownUntil = 0;
    processes.forEach(process -> process.sandbox().thaw());
  }

  /** Ends every process and every other thread. */
  void end() {
    processes.forEach(process -> process.sandbox().kill());
    outside.kill();
    loop.unwind();
  }
}
