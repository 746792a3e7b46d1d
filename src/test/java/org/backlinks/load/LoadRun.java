package org.backlinks.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.backlinks.local.ApiGateway;
import org.backlinks.local.ApiGatewayServer;
import org.backlinks.local.EventBridgeSchedule;
import org.backlinks.local.FunctionErrorException;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.LocalStack;
import org.backlinks.local.StreamEventSource;
import org.backlinks.local.TableProxy;
import org.backlinks.local.majestic.FaultProxy;
import org.backlinks.service.DirectInvoker;

/**
 * Runs fifty callers for some time while faults are injected, and then checks all reports and
 * units. Ticks go to the worker.
 */
final class LoadRun {
  private static final int USERS = 50;
  private static final int MAX_PROCESSES = 8;
  private static final int WORKER_CALLS = 3;
  private static final Duration TICK_INTERVAL = Duration.ofSeconds(2);
  private static final Duration COMPLETION_TIMEOUT = Duration.ofMinutes(2);
  private static final int POLL_INTERVAL_MILLIS = 100;
  private static final int PAGE_SIZE = 5_000;

  /** Minimum number of requests for each answer that arrives after the wait of its caller. */
  private static final int MIN_REQUESTS_PER_LATE_ANSWER = 20;

  /**
   * Maximum ratio of the memory of a process in the last third of the time to that in the first
   * third.
   */
  private static final double MAX_MEMORY_GROWTH = 1.25;

  private final Duration duration;
  private final long seed;
  private final String functionKind;

  LoadRun(Duration duration, long seed, String functionKind) {
    this.duration = duration;
    this.seed = seed;
    this.functionKind = functionKind;
  }

  /** The result of a run. */
  record Result(ObjectNode statistics, List<String> violations) {}

  Result run() throws IOException, InterruptedException {
    try (LocalStack stack =
            LocalStack.start(LocalStack.Options.defaults().withMaxFunctions(MAX_PROCESSES));
        TableProxy table = TableProxy.startFor(stack.dynamo());
        FaultProxy upstream = FaultProxy.startFor(stack.majestic().uri());
        FunctionPool pool = stack.callerPool(settings(table, upstream));
        FunctionPool worker = stack.workerPool(settings(table, upstream));
        ApiGatewayServer gatewayServer = ApiGatewayServer.start(ApiGateway.httpApi(), 0, pool);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      QuestionSource questions = new QuestionSource(stack.majestic());
      AnswerChecker checker = new AnswerChecker(questions);
      LoadStatistics statistics = new LoadStatistics();
      FaultInjector faultInjector =
          new FaultInjector(seed, stack.majestic(), upstream, table, List.of(pool, worker));
      TimedHttpClient timedClient = new TimedHttpClient(gatewayServer.uri(), client, statistics);
      try (MemorySampler memory = new MemorySampler(List.of(pool, worker))) {
        simulateUsers(
            stack,
            worker,
            faultInjector,
            random ->
                new VirtualUser(
                    random,
                    timedClient,
                    pool,
                    worker,
                    questions,
                    checker,
                    statistics,
                    faultInjector));
        auditReports(new DirectInvoker(pool), new DirectInvoker(worker), checker);
        checker.require(
            statistics.problemCount("late") * MIN_REQUESTS_PER_LATE_ANSWER
                <= statistics.requestCount(),
            statistics.problemCount("late") + " answers were late");
        ObjectNode summary = summarize(stack, pool, checker, faultInjector, memory);
        return new Result(statistics.toJson().setAll(summary), checker.violations());
      }
    }
  }

  private static Map<String, String> settings(TableProxy table, FaultProxy upstream) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("AWS_ENDPOINT_URL_DYNAMODB", table.uri().toString());
    settings.put("MAJESTIC_URL", upstream.uri().toString());
    settings.put("MAJESTIC_TIMEOUT", "PT2S");
    settings.put("BACKLINKS_LEASE", "PT5S");
    settings.put("BACKLINKS_POLL_FIRST", "PT0.5S");
    settings.put("BACKLINKS_POLL_MAX", "PT1S");
    settings.put("BACKLINKS_WORKER_CALLS", Integer.toString(WORKER_CALLS));
    return settings;
  }

  /** Creates a caller with its own random generator. */
  private interface UserFactory {
    VirtualUser create(SplittableRandom random);
  }

  private void simulateUsers(
      LocalStack stack, FunctionPool worker, FaultInjector faultInjector, UserFactory userFactory)
      throws InterruptedException {
    SplittableRandom seeds = new SplittableRandom(seed);
    Instant end = Instant.now().plus(duration);
    try (EventBridgeSchedule tick = EventBridgeSchedule.start(TICK_INTERVAL, worker);
        StreamEventSource stream =
            StreamEventSource.start(stack.dynamo(), LocalStack.TABLE, worker)) {
      Thread faultThread = Thread.ofVirtual().start(faultInjector);
      List<Thread> users = new ArrayList<>();
      for (int i = 0; i < USERS; i++) {
        VirtualUser user = userFactory.create(seeds.split());
        users.add(Thread.ofVirtual().start(() -> runUser(user, end)));
      }
      for (Thread userThread : users) {
        userThread.join();
      }
      faultInjector.stopInjecting();
      faultThread.join();
      faultInjector.clearUpstreamFaults();
    }
  }

  private static void runUser(VirtualUser user, Instant end) {
    try {
      while (Instant.now().isBefore(end)) {
        user.performAction();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Checks that every report still exists and ends. */
  private static void auditReports(
      DirectInvoker caller, DirectInvoker worker, AnswerChecker checker)
      throws InterruptedException {
    Instant end = Instant.now().plus(COMPLETION_TIMEOUT);
    for (Map.Entry<String, QuestionKey> entry : checker.undeletedReports().entrySet()) {
      JsonNode report = caller.get(entry.getKey());
      while (report.path("state").asText().equals("pending") && Instant.now().isBefore(end)) {
        try {
          worker.poll();
        } catch (FunctionErrorException e) {
          checker.require(false, "a tick failed without a fault: " + e);
        }
        new CountDownLatch(1).await(POLL_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        report = caller.get(entry.getKey());
      }
      checker.require(
          !report.path("state").asText().equals("pending"), entry.getKey() + " does not end");
      checker.require(report.has("state"), entry.getKey() + " is " + report);
      checker.checkReport(entry.getValue(), report, 0, 1);
      if (report.path("state").asText().equals("ready")) {
        checker.checkRows(
            entry.getValue(),
            entry.getKey(),
            0,
            PAGE_SIZE,
            caller.rows(entry.getKey()).stream().map(AnswerChecker::toLink).toList());
      }
    }
  }

  private ObjectNode summarize(
      LocalStack stack,
      FunctionPool pool,
      AnswerChecker checker,
      FaultInjector faultInjector,
      MemorySampler memory)
      throws InterruptedException {
    JsonNode usage =
        new DirectInvoker(pool)
            .invoke(JsonNodeFactory.instance.objectNode().put("action", "usage"));
    Reconciliation reconciliation =
        Reconciliation.reconcile(
            stack.majestic().paidCalls(),
            stack.dynamo().client(),
            LocalStack.TABLE,
            usage.path("days"),
            checker);
    // no suspension is as long as a lease: only a killed process can cause another payment
    long possibleInterruptions = (long) faultInjector.kills.get() * (WORKER_CALLS + 1);
    reconciliation.check(
        possibleInterruptions, possibleInterruptions + faultInjector.tableFaults.get(), checker);
    checker.require(
        memory.lastThirdMean() <= memory.firstThirdMean() * MAX_MEMORY_GROWTH,
        "the memory of the processes grew from %d to %d kB"
            .formatted(memory.firstThirdMean(), memory.lastThirdMean()));
    ObjectNode summary = JsonNodeFactory.instance.objectNode();
    summary.put("function", functionKind).put("seed", seed).put("seconds", duration.toSeconds());
    ObjectNode reports = summary.putObject("reports");
    checker.reportStates().forEach(state -> reports.put(state, reports.path(state).asInt() + 1));
    summary.put("upstreamCalls", stack.majestic().calls("GetTopBackLinks").size());
    summary.set("reconciliation", reconciliation.toJson());
    summary
        .putObject("faults")
        .put("upstream", faultInjector.upstreamFaults.get())
        .put("table", faultInjector.tableFaults.get())
        .put("outages", faultInjector.outages.get())
        .put("stops", faultInjector.suspensions.get())
        .put("kills", faultInjector.kills.get());
    summary
        .putObject("residentKilobytes")
        .put("firstThird", memory.firstThirdMean())
        .put("lastThird", memory.lastThirdMean())
        .put("peak", memory.peakKilobytes());
    summary.put("violations", checker.violationCount());
    return summary;
  }
}
