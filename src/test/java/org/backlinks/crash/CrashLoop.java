package org.backlinks.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.backlinks.local.FunctionErrorException;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.FunctionProcess;
import org.backlinks.local.LocalStack;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Behaviour.StallAt;
import org.backlinks.local.majestic.FakeCall;
import org.backlinks.service.DirectInvoker;

/**
 * A report whose worker is killed each time it reads the same answer. The report has its own table,
 * so that other reports are not affected.
 *
 * @param fatalAnswer the answer whose body stops halfway, so that its reader can be killed
 */
record CrashLoop(LocalStack stack, String name, FatalAnswer fatalAnswer) {
  private static final Behaviour STALL_HALFWAY = new StallAt(50, Duration.ofMinutes(2));
  private static final int MAX_KILLS = 5;
  private static final int MAX_READS = 400;
  private static final Duration READ_INTERVAL = Duration.ofMillis(100);

  /** The answer at which the worker is killed. */
  enum FatalAnswer {
    FIRST_ANSWER(0, STALL_HALFWAY),
    QUEUE(1, new Behaviour.Queued(1, STALL_HALFWAY)),
    SECOND_LIST(1, new Behaviour.Rows(), STALL_HALFWAY);

    private final int harmlessCalls;
    private final Behaviour[] behaviours;

    FatalAnswer(int harmlessCalls, Behaviour... behaviours) {
      this.harmlessCalls = harmlessCalls;
      this.behaviours = behaviours;
    }
  }

  /**
   * How the report ended.
   *
   * @param outcome the last part of the problem's type, or the missing scopes of a ready report;
   *     empty when the report is still pending
   */
  record LoopResult(String outcome, int paidCalls, int countedCalls) {}

  LoopResult run() throws InterruptedException {
    stack.dynamo().createTable(name);
    stack.majestic().scriptTarget(name + ".", fatalAnswer.behaviours);
    String id = submitReport();
    for (int kills = 0; kills < MAX_KILLS && isPending(id); kills++) {
      pollUntilKilled(id, fatalAnswer.harmlessCalls + kills + 1);
    }
    JsonNode report = readReport(id);
    String outcome = report.at("/problem/type").asText().replaceAll(".*/", "");
    for (JsonNode list : report.path("lists")) {
      outcome += list.path("missing").asBoolean() ? "without " + list.path("scope").asText() : "";
    }
    return new LoopResult(
        outcome, count(stack.majestic().paidCalls()), report.at("/usage/calls").asInt());
  }

  private FunctionPool newPool() {
    return stack.callerPool(
        Map.of(
            "BACKLINKS_TABLE", name,
            "MAJESTIC_TIMEOUT", "PT90S",
            "BACKLINKS_LEASE", "PT1S",
            "BACKLINKS_POLL_FIRST", "PT0.2S"));
  }

  private String submitReport() throws InterruptedException {
    ObjectNode question =
        JsonNodeFactory.instance
            .objectNode()
            .put("target", "http://" + name + ".example.com/")
            .put("wait", 0);
    if (fatalAnswer == FatalAnswer.SECOND_LIST) {
      question.put("command", "GetBackLinkData").putArray("scopes").add("url").add("subdomain");
    }
    try (FunctionPool pool = newPool()) {
      return new DirectInvoker(pool).ask(question);
    }
  }

  private JsonNode readReport(String id) throws InterruptedException {
    try (FunctionPool pool = newPool()) {
      return new DirectInvoker(pool).get(id);
    }
  }

  private boolean isPending(String id) throws InterruptedException {
    return readReport(id).path("state").asText().equals("pending");
  }

  /** Polls until upstream has this many calls or the report ends, and then kills the process. */
  private void pollUntilKilled(String id, int calls) throws InterruptedException {
    try (FunctionPool pool = newPool()) {
      Thread polling = Thread.ofVirtual().start(() -> pollUntilDone(new DirectInvoker(pool), id));
      for (int read = 0;
          read < MAX_READS && count(stack.majestic().calls()) < calls && polling.isAlive();
          read++) {
        KilledProcess.pause(READ_INTERVAL);
      }
      pool.processes().forEach(FunctionProcess::kill);
      polling.interrupt();
      polling.join();
    }
  }

  private static void pollUntilDone(DirectInvoker invoker, String id) {
    try {
      while (invoker.get(id).path("state").asText().equals("pending")) {
        invoker.poll();
        KilledProcess.pause(READ_INTERVAL);
      }
    } catch (FunctionErrorException | IllegalStateException | InterruptedException e) {
      // the process was killed, as intended
    }
  }

  /** Returns how many of the calls ask for this report's target. */
  private int count(List<FakeCall> calls) {
    return (int)
        calls.stream()
            .map(FakeCall::parameters)
            .map(parameters -> parameters.getOrDefault("URL", parameters.getOrDefault("item", "")))
            .filter(target -> target.contains(name + "."))
            .count();
  }
}
