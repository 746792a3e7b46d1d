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
import org.backlinks.local.FunctionError;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.Gateway;
import org.backlinks.local.HttpFront;
import org.backlinks.local.Stack;
import org.backlinks.local.Stream;
import org.backlinks.local.TableProxy;
import org.backlinks.local.Tick;
import org.backlinks.local.majestic.FaultProxy;
import org.backlinks.service.Caller;

/** Fifty callers for some minutes in changing weather; then the sums. */
final class LoadRun {
  private static final int CALLERS = 50;
  private static final int PROCESSES = 8;
  private static final int WORKER_CALLS = 3;
  private static final Duration TICK = Duration.ofSeconds(2);
  private static final Duration UNTIL_ALL_IS_DONE = Duration.ofMinutes(2);
  private static final int PAUSE_MILLIS = 100;
  private static final int PAGE = 5_000;

  /** How much more a process may hold in the last third of the time than in the first. */
  private static final double GROWTH = 1.25;

  private final Duration length;
  private final long seed;
  private final String launch;

  LoadRun(Duration length, long seed, String launch) {
    this.length = length;
    this.seed = seed;
    this.launch = launch;
  }

  /** What a run showed. */
  record Result(ObjectNode figures, List<String> violations) {}

  Result run() throws IOException, InterruptedException {
    try (Stack stack = Stack.start(Stack.Options.defaults().functions(PROCESSES));
        TableProxy table = TableProxy.before(stack.dynamo());
        FaultProxy upstream = FaultProxy.before(stack.majestic().uri());
        FunctionPool pool = stack.pool(settings(table, upstream));
        HttpFront front = HttpFront.start(Gateway.http(), 0, pool);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      Questions questions = new Questions(stack.majestic());
      Checker checker = new Checker(questions);
      Figures figures = new Figures();
      Weather weather = new Weather(seed, stack.majestic(), upstream, table, pool);
      Door door = new Door(front.uri(), client, figures);
      try (Memory memory = new Memory(pool)) {
        visited(
            stack,
            pool,
            weather,
            chance -> new Visitor(chance, door, pool, questions, checker, figures, weather));
        audit(new Caller(pool), checker);
        ObjectNode sums = sums(stack, pool, checker, weather, memory);
        return new Result(figures.json().setAll(sums), checker.violations());
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

  /** Makes a caller with dice of its own. */
  private interface Maker {
    Visitor visitor(SplittableRandom chance);
  }

  private void visited(Stack stack, FunctionPool pool, Weather weather, Maker maker)
      throws InterruptedException {
    SplittableRandom seeds = new SplittableRandom(seed);
    Instant end = Instant.now().plus(length);
    try (Tick tick = Tick.every(TICK, pool);
        Stream stream = Stream.of(stack.dynamo(), Stack.TABLE, pool)) {
      Thread faults = Thread.ofVirtual().start(weather);
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        Visitor visitor = maker.visitor(seeds.split());
        callers.add(Thread.ofVirtual().start(() -> visit(visitor, end)));
      }
      for (Thread caller : callers) {
        caller.join();
      }
      weather.end();
      faults.join();
      weather.clear();
    }
  }

  private static void visit(Visitor visitor, Instant end) {
    try {
      while (Instant.now().isBefore(end)) {
        visitor.act();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Every report that was ever answered is there, and comes to its end. */
  private static void audit(Caller caller, Checker checker) throws InterruptedException {
    Instant end = Instant.now().plus(UNTIL_ALL_IS_DONE);
    for (Map.Entry<String, Wanted> one : checker.toBeThere().entrySet()) {
      JsonNode report = caller.get(one.getKey());
      while (report.path("state").asText().equals("pending") && Instant.now().isBefore(end)) {
        try {
          caller.poll();
        } catch (FunctionError e) {
          checker.must(false, "a tick in fair weather: " + e);
        }
        new CountDownLatch(1).await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        report = caller.get(one.getKey());
      }
      checker.must(!report.path("state").asText().equals("pending"), one.getKey() + " never ends");
      checker.must(report.has("state"), one.getKey() + " is " + report);
      checker.report(one.getValue(), report, 0, 1);
      if (report.path("state").asText().equals("ready")) {
        checker.rows(
            one.getValue(),
            one.getKey(),
            0,
            PAGE,
            caller.rows(one.getKey()).stream().map(Checker::link).toList());
      }
    }
  }

  private ObjectNode sums(
      Stack stack, FunctionPool pool, Checker checker, Weather weather, Memory memory)
      throws InterruptedException {
    JsonNode usage =
        new Caller(pool).invoke(JsonNodeFactory.instance.objectNode().put("action", "usage"));
    Balance balance =
        Balance.of(
            stack.majestic().paidCalls(),
            stack.dynamo().client(),
            Stack.TABLE,
            usage.path("days"),
            checker);
    balance.check(
        (long) weather.kills.get() * (WORKER_CALLS + 1) + weather.tableFaults.get(), checker);
    checker.must(
        memory.last() <= memory.first() * GROWTH,
        "processes grew from %d to %d kB".formatted(memory.first(), memory.last()));
    ObjectNode sums = JsonNodeFactory.instance.objectNode();
    sums.put("function", launch).put("seed", seed).put("seconds", length.toSeconds());
    ObjectNode reports = sums.putObject("reports");
    checker.states().forEach(state -> reports.put(state, reports.path(state).asInt() + 1));
    sums.put("upstreamCalls", stack.majestic().calls("GetTopBackLinks").size());
    sums.set("money", balance.json());
    sums.putObject("faults")
        .put("upstream", weather.upstreamFaults.get())
        .put("table", weather.tableFaults.get())
        .put("kills", weather.kills.get());
    sums.putObject("residentKilobytes")
        .put("firstThird", memory.first())
        .put("lastThird", memory.last())
        .put("peak", memory.peak());
    sums.put("violations", checker.violated());
    return sums;
  }
}
