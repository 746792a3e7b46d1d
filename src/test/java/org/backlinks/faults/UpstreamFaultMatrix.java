package org.backlinks.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.backlinks.faults.UpstreamFault.ExpectedOutcome;
import org.backlinks.local.LocalStack;
import org.backlinks.local.MatrixSample;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.ExpectedLink;

/** Lets Majestic fail with each fault at each point of a report's life. */
final class UpstreamFaultMatrix implements AutoCloseable {
  private final LocalStack stack =
      LocalStack.start(LocalStack.Options.defaults().withMaxFunctions(1));

  UpstreamFaultMatrix() {
    stack.majestic().setGzip(false);
  }

  /**
   * The result of one fault in one scenario.
   *
   * @param observed the answer to the caller during the fault
   * @param paidCalls number of calls that Majestic charged, including the repetition
   * @param chargedUnits the analysis units that the reports were charged
   * @param errors the errors, empty when there are none
   */
  record FaultResult(
      UpstreamScenario scenario,
      UpstreamFault fault,
      String observed,
      int paidCalls,
      long chargedUnits,
      List<String> errors) {}

  /**
   * Returns a task that runs every fault in one scenario, one after the other, in its own process.
   */
  Callable<List<FaultResult>> scenarioTask(UpstreamScenario scenario) {
    return () -> {
      List<FaultResult> results = new ArrayList<>();
      try (IsolatedStack isolatedStack =
          new IsolatedStack(stack, "days-" + scenario, scenario.settings())) {
        // a process requests the prices only once, and the faults must not affect this call
        isolatedStack.invokeAction("usage");
        List<UpstreamFault> faults =
            UpstreamFault.all().stream().filter(scenario::isApplicable).toList();
        for (UpstreamFault fault : MatrixSample.of(faults)) {
          results.add(runFault(isolatedStack, scenario, fault));
        }
        results.add(bookkeepingResult(isolatedStack, results));
      }
      return results;
    };
  }

  private FaultResult runFault(
      IsolatedStack isolatedStack, UpstreamScenario scenario, UpstreamFault fault)
      throws IOException, InterruptedException {
    String target = targetFor(scenario, fault);
    List<String> errors = new ArrayList<>();
    scenario.scriptBehaviours(stack.majestic(), target, fault);
    JsonNode observed = scenario.perform(isolatedStack, target, fault);
    checkObserved(scenario, fault, observed, errors);
    Set<String> ids = new LinkedHashSet<>();
    ids.add(observed.path("report").asText(IsolatedStack.reportId(observed)));
    JsonNode recovered =
        scenario.isQueued()
            ? resumeQueued(isolatedStack, IsolatedStack.reportId(observed))
            : repeatQuestion(isolatedStack, scenario, target);
    ids.add(IsolatedStack.reportId(recovered));
    checkRecovered(isolatedStack, scenario, fault, recovered, target, errors);
    int paidCalls = countPaidCalls(target);
    long chargedUnits = 0;
    for (String id : ids) {
      chargedUnits += isolatedStack.invoker.get(id).at("/usage/charged/analysis").asLong();
    }
    checkCost(scenario, fault, paidCalls, chargedUnits, errors);
    return new FaultResult(scenario, fault, describe(observed), paidCalls, chargedUnits, errors);
  }

  private static String targetFor(UpstreamScenario scenario, UpstreamFault fault) {
    String name = (fault.name() + " " + scenario).toLowerCase(Locale.ROOT);
    return "http://rows-"
        + UpstreamScenario.ROW_COUNT
        + "."
        + name.replaceAll("[^a-z0-9]+", "-")
        + ".upstream.example/";
  }

  private static String describe(JsonNode observed) {
    String problem = problemName(observed);
    boolean isListMissing = observed.at("/lists/1/missing").asBoolean();
    return problem.isEmpty()
        ? IsolatedStack.state(observed) + (isListMissing ? " without list" : "")
        : problem;
  }

  /** Returns the problem of an answer or of a failed report. */
  private static String problemName(JsonNode observed) {
    return IsolatedStack.problemName(observed.has("problem") ? observed.path("problem") : observed);
  }

  private static void checkObserved(
      UpstreamScenario scenario, UpstreamFault fault, JsonNode observed, List<String> errors) {
    String outcome = describe(observed);
    JsonNode problem = observed.has("problem") ? observed.path("problem") : observed;
    boolean isExpected =
        switch (scenario) {
          case WITHIN_CALL, XML, BY_WORKER ->
              fault.expectedOutcome() == ExpectedOutcome.READY
                  ? outcome.equals("ready")
                  : outcome.equals(fault.expectedOutcome().problemName)
                      && problem.path("status").asInt() == fault.expectedOutcome().status;
          // a failed poll only delays the next one
          case POLL ->
              outcome.equals(
                  fault.expectedOutcome() == ExpectedOutcome.READY ? "ready" : "pending");
          case JOB_FILE ->
              outcome.equals(fault.expectedOutcome() == ExpectedOutcome.READY ? "ready" : "pending")
                  // a request for a file is free, so the client can repeat it
                  || (fault.behaviour() instanceof Behaviour.Reset && outcome.equals("ready"));
          // a charged list is delivered, and a list that was certainly not charged is tried again
          case SECOND_LIST ->
              outcome.equals(
                  switch (fault.expectedOutcome()) {
                    case READY -> "ready";
                    case UNAVAILABLE -> fault.occurrences() == 1 ? "ready without list" : "pending";
                    default -> "ready without list";
                  });
        };
    if (!isExpected) {
      errors.add("answers " + outcome);
    }
  }

  /** Lets the worker continue a queued report, and returns the report. */
  private static JsonNode resumeQueued(IsolatedStack isolatedStack, String id)
      throws InterruptedException {
    JsonNode report = isolatedStack.invoker.get(id);
    return IsolatedStack.state(report).equals("pending") ? isolatedStack.runWorker(id) : report;
  }

  private static JsonNode repeatQuestion(
      IsolatedStack isolatedStack, UpstreamScenario scenario, String target)
      throws InterruptedException {
    return isolatedStack.askUntilDone(scenario.question(target));
  }

  private void checkRecovered(
      IsolatedStack isolatedStack,
      UpstreamScenario scenario,
      UpstreamFault fault,
      JsonNode recovered,
      String target,
      List<String> errors)
      throws InterruptedException {
    if (!IsolatedStack.state(recovered).equals("ready")) {
      errors.add("ends as " + recovered);
      return;
    }
    List<ExpectedLink> rows = isolatedStack.readLinks(IsolatedStack.reportId(recovered));
    List<ExpectedLink> expectedLinks =
        stack.majestic().expectedLinks(target, UpstreamScenario.ROW_COUNT);
    if (scenario == UpstreamScenario.SECOND_LIST) {
      int returned = recovered.at("/lists/1/returned").asInt();
      if (rows.size() != UpstreamScenario.ROW_COUNT + returned
          || returned != fault.readableLinks(expectedLinks).size()) {
        errors.add("has a second list with " + returned + " rows");
      }
      rows = rows.subList(0, Math.min(rows.size(), expectedLinks.size()));
    } else {
      expectedLinks = fault.readableLinks(expectedLinks);
    }
    if (!rows.equals(expectedLinks)) {
      errors.add("has %d rows that differ from the expected ones".formatted(rows.size()));
    }
  }

  private static void checkCost(
      UpstreamScenario scenario,
      UpstreamFault fault,
      int paidCalls,
      long chargedUnits,
      List<String> errors) {
    int lists = scenario == UpstreamScenario.SECOND_LIST ? 2 : 1;
    // when a charged answer to a poll is lost, only the next answer reports a charge
    long minUnits =
        scenario == UpstreamScenario.POLL
            ? UpstreamScenario.ANALYSIS_UNITS_PER_LIST
            : (long) paidCalls * UpstreamScenario.ANALYSIS_UNITS_PER_LIST;
    if (chargedUnits < minUnits) {
      errors.add("is charged %d of %d units".formatted(chargedUnits, minUnits));
    }
    int maxPaidCalls = fault.expectedOutcome() == ExpectedOutcome.READY ? lists : 2 * lists;
    if (paidCalls > maxPaidCalls) {
      errors.add("was paid " + paidCalls + " times");
    }
  }

  private int countPaidCalls(String target) {
    String host = UpstreamScenario.hostOf(target);
    return (int)
        stack.majestic().paidCalls().stream()
            .map(call -> call.parameters())
            .map(parameters -> parameters.getOrDefault("URL", parameters.getOrDefault("item", "")))
            .filter(calledTarget -> calledTarget.contains(host))
            .count();
  }

  /** Checks that all charged units are booked and that every reservation is settled. */
  private static FaultResult bookkeepingResult(
      IsolatedStack isolatedStack, List<FaultResult> results) throws InterruptedException {
    List<String> errors = new ArrayList<>();
    long chargedUnits = results.stream().mapToLong(FaultResult::chargedUnits).sum();
    long bookedUnits = isolatedStack.todaysUsage().path("analysis").asLong();
    if (bookedUnits < chargedUnits) {
      errors.add("%d of %d units are booked".formatted(bookedUnits, chargedUnits));
    }
    if (isolatedStack.countReservations() > 0) {
      errors.add(isolatedStack.countReservations() + " reservations are not settled");
    }
    UpstreamFault summary =
        new UpstreamFault(
            "the usage of today", new Behaviour.Rows(), ExpectedOutcome.READY, 0, false);
    return new FaultResult(results.getLast().scenario(), summary, "", 0, bookedUnits, errors);
  }

  @Override
  public void close() {
    stack.close();
  }
}
