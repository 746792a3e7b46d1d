package org.backlinks.simulation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.backlinks.question.ReportRequest;
import org.backlinks.question.RequestReader;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.service.AskResult;
import org.backlinks.service.ServiceAssembly;
import org.backlinks.store.StoredReports;
import org.jspecify.annotations.Nullable;

/** What happens in one simulated world: hours with faults, and then as long as it takes without. */
final class WorldScenario {
  private static final Duration MAX_CALM = Duration.ofHours(40);
  private static final Duration API_TIMEOUT = Duration.ofSeconds(150);
  private static final Duration WORKER_TIMEOUT = Duration.ofMinutes(15);
  private static final Duration MAX_ANSWER_TIME = Duration.ofMillis(25_700);

  private static final JsonMapper JSON = new JsonMapper();

  private final SimulatedWorld world;
  private final SplittableRandom random;
  private final Duration faultyTime;
  private final List<String> targets = new ArrayList<>();

  WorldScenario(SimulatedWorld world, SplittableRandom random) {
    this.world = world;
    this.random = random;
    this.faultyTime = Duration.ofMinutes(random.nextInt(20, 600));
    int count = random.nextInt(1, 60);
    for (int i = 0; i < count; i++) {
      targets.add("http://www.site-%d.example/".formatted(random.nextInt(1_000)));
    }
  }

  /** Runs the world of a seed, and returns it after its end. */
  static SimulatedWorld run(long seed, boolean keepsEvents) {
    return run(seed, keepsEvents, TableCondition::parse);
  }

  /** Runs the world of a seed with other conditions of writes than the program's. */
  static SimulatedWorld run(
      long seed, boolean keepsEvents, SimulatedTable.ConditionParser conditions) {
    // a virtual thread hands over to others without the operating system
    FutureTask<SimulatedWorld> run = new FutureTask<>(() -> runHere(seed, keepsEvents, conditions));
    Thread.ofVirtual().start(run);
    try {
      return run.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("seed " + seed + ": the simulation broke", e);
    }
  }

  private static SimulatedWorld runHere(
      long seed, boolean keepsEvents, SimulatedTable.ConditionParser conditions) {
    long cpuBefore = processCpuTime();
    SimulatedWorld world = new SimulatedWorld(seed, keepsEvents, conditions);
    WorldScenario scenario = new WorldScenario(world, new SplittableRandom(~seed));
    SimulatedThread driver = world.start(scenario::drive);
    world.loop().runUntilEnd(driver);
    WorldStatistics statistics = world.statistics();
    statistics.worlds = 1;
    statistics.simulatedSeconds = world.loop().elapsed() / 1_000_000_000L;
    statistics.cpuNanos = processCpuTime() - cpuBefore;
    return world;
  }

  private static long processCpuTime() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private void drive() {
    Instant end = world.loop().now().plus(faultyTime);
    long pace = 1L << random.nextInt(9, 18);
    repeat(Duration.ofMillis(pace), end, this::ask);
    repeat(Duration.ofMillis(pace * 20), end, this::delete);
    repeat(Duration.ofMinutes(1), end.plus(MAX_CALM), this::tick);
    repeat(Duration.ofMillis(pace * 5), end, this::notifyOne);
    repeat(world.faults().meanTimeToDeath(), end, this::killOne);
    repeat(world.faults().meanTimeToFreeze(), end, this::freezeOne);
    repeat(world.faults().meanTimeToOutage(), end, this::stopTable);
    world.sleep(faultyTime);
    world.calm();
    Instant limit = world.loop().now().plus(MAX_CALM);
    while (isWorkLeft() && world.loop().now().isBefore(limit)) {
      world.sleep(Duration.ofMinutes(1));
    }
    world.sleep(Duration.ofMinutes(10));
    world.invariants().checkEndOfWorld();
  }

  private boolean isWorkLeft() {
    return world.table().items().values().stream().anyMatch(item -> item.containsKey("dueAt"));
  }

  /** Repeats something at random times until an instant; never if the mean time is zero. */
  private void repeat(Duration meanTime, Instant end, Runnable body) {
    if (meanTime.isZero()) {
      return;
    }
    world.start(() -> {
      while (world.loop().now().isBefore(end) && world.invariants().failure() == null) {
        world.sleep(Duration.ofMillis(random.nextLong(2 * meanTime.toMillis()) + 1));
        if (world.loop().now().isBefore(end)) {
          body.run();
        }
      }
    });
  }

  private void ask() {
    SimulatedProcess process = world.process();
    if (process != null) {
      ReportRequest request = chooseRequest();
      process.invoke(
          "ask " + request.question().target(),
          API_TIMEOUT,
          (service, deadline) -> ask(service, request, deadline));
    }
  }

  private void ask(ServiceAssembly service, ReportRequest request, Instant deadline) {
    SimulatedWorld.REQUEST.set(request);
    Instant answerBy = deadline.minus(API_TIMEOUT).plus(MAX_ANSWER_TIME);
    AskResult result = service.reportService.ask(request, answerBy, deadline, known -> {});
    if (result instanceof AskResult.Answered(Report report, boolean reused)) {
      world.invariants().checkAnswer(report);
    }
  }

  private ReportRequest chooseRequest() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("target", targets.get(random.nextInt(targets.size())));
    fields.put("wait", random.nextBoolean() ? 0 : 25);
    if (random.nextInt(3) == 0) {
      fields.put("command", "GetBackLinkData");
    }
    if (random.nextInt(3) == 0) {
      fields.put("scopes", List.of("url", "rootDomain"));
    }
    if (random.nextBoolean()) {
      fields.put("maxAge", "PT%dS".formatted(random.nextInt(2) * random.nextInt(3_600)));
    }
    if (random.nextInt(5) == 0) {
      fields.put("maxBacklinks", random.nextInt(1, 6_000));
    }
    if (random.nextInt(5) == 0) {
      fields.put("idempotencyKey", "key-" + random.nextInt(20));
    }
    if (!(new RequestReader().fromJson(JSON.valueToTree(fields))
        instanceof ReportRequest request)) {
      throw new IllegalStateException("not a request: " + fields);
    }
    return request;
  }

  private void tick() {
    SimulatedProcess process = world.process();
    if (process != null) {
      process.invoke(
          "tick",
          WORKER_TIMEOUT,
          (service, deadline) -> service.dueReportWorker.processDue(deadline));
    }
  }

  private void delete() {
    List<String> reports =
        world.table().items().keySet().stream().filter(StoredReports::isReport).sorted().toList();
    SimulatedProcess process = reports.isEmpty() ? null : world.process();
    if (process != null) {
      ReportId id = StoredReports.id(reports.get(random.nextInt(reports.size())));
      process.invoke(
          "delete " + id.text(),
          API_TIMEOUT,
          (service, deadline) -> service.reportDeletion.delete(id));
    }
  }

  /** Upstream says that a job is done; this may be wrong or too early. */
  private void notifyOne() {
    List<Report> waiting =
        world.table().items().entrySet().stream()
            .filter(item -> item.getValue().containsKey("dueAt"))
            .sorted(Map.Entry.comparingByKey())
            .map(item -> StoredReports.decode(item.getValue()))
            .filter(report -> report.parameters().containsKey("NotifyURL"))
            .toList();
    SimulatedProcess process = waiting.isEmpty() ? null : world.process();
    if (process != null) {
      Report report = waiting.get(random.nextInt(waiting.size()));
      String url = report.parameters().getOrDefault("NotifyURL", "");
      process.invoke(
          "notify " + report.id().text(),
          API_TIMEOUT,
          (service, deadline) ->
              service.jobNotification.handleJobDone(
                  report.id(), url.substring(url.lastIndexOf('/') + 1)));
    }
  }

  private void killOne() {
    SimulatedProcess process = chooseProcess();
    if (process != null) {
      world.statistics().deaths++;
      world.event(process.sandbox(), () -> "dies");
      process.sandbox().kill();
    }
  }

  private void freezeOne() {
    SimulatedProcess process = chooseProcess();
    if (process != null) {
      world.statistics().freezes++;
      Duration time = chooseFreezeTime();
      world.event(process.sandbox(), () -> "freezes for " + time);
      process.sandbox().freeze(time);
    }
  }

  /** Returns any time, but often one that is about as long as a lease. */
  private Duration chooseFreezeTime() {
    return switch (random.nextInt(3)) {
      case 0 -> Duration.ofMillis(random.nextInt(55_000, 75_000));
      case 1 -> Duration.ofMillis(random.nextInt(105_000, 135_000));
      default -> Duration.ofSeconds(1L << random.nextInt(12));
    };
  }

  private @Nullable SimulatedProcess chooseProcess() {
    List<SimulatedProcess> living =
        world.processes().stream().filter(process -> !process.sandbox().isDead()).toList();
    return living.isEmpty() ? null : living.get(random.nextInt(living.size()));
  }

  private void stopTable() {
    world.statistics().outages++;
    world.stopTable(Duration.ofSeconds(random.nextLong(1, 90)));
  }
}
