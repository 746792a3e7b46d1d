package org.backlinks.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.backlinks.local.FunctionErrorException;
import org.backlinks.local.LocalStack;
import org.backlinks.local.MatrixSample;
import org.backlinks.local.TableFault;
import org.backlinks.local.majestic.FakeCall;
import org.jspecify.annotations.Nullable;

/**
 * Records every request to the table in every scenario, lets each of them fail with each fault, and
 * checks the result and the next request.
 */
final class TableFaultMatrix implements AutoCloseable {
  private static final int MAX_ROUNDS = 10;

  /** A number of links that no domain reaches. Each question has its own number. */
  private static final int FIRST_QUESTION_NUMBER = 200_000;

  private static final int ANALYSIS_UNITS_PER_LIST = 5_000;

  /** The faults that are tried until a client or a worker gives up. */
  private static final Set<TableFault> LASTING_FAULTS =
      Set.of(TableFault.THROTTLED, TableFault.RESET_AFTER_EXECUTION, TableFault.UNPROCESSED);

  /**
   * The scenarios with a stall. A stall lasts until the timeout of the client, so only a few
   * scenarios try it.
   */
  private static final Set<TableScenario> STALLED_SCENARIOS =
      Set.of(TableScenario.BUDGET_AND_IDEMPOTENCY_KEY, TableScenario.LATER_PAGE);

  private final LocalStack stack =
      LocalStack.start(LocalStack.Options.defaults().withMaxFunctions(1));
  private final AtomicInteger nextNumber = new AtomicInteger(FIRST_QUESTION_NUMBER);

  /** One request of one scenario and its fault. */
  record Cell(
      TableScenario scenario,
      NumberedRequest request,
      TableFault fault,
      boolean isLasting,
      int questionNumber) {}

  /**
   * The result of one cell.
   *
   * @param answer the answer during the fault
   * @param paidCalls number of calls that Majestic charged
   * @param chargedUnits the analysis units that the report was charged
   * @param errors the errors, empty when there are none
   */
  record CellResult(
      Cell cell, String answer, int paidCalls, long chargedUnits, List<String> errors) {}

  /**
   * Cells that run one after the other in one process.
   *
   * @param lastingFault the fault that lasts in each cell; null when each fault occurs once
   */
  record CellBatch(@Nullable TableFault lastingFault, TableScenario... scenarios) {
    Callable<List<CellResult>> taskFor(TableFaultMatrix matrix) {
      return () -> matrix.runBatch(this);
    }
  }

  /**
   * Returns the batches of all scenarios. They can run at the same time.
   *
   * @param includesLasting whether to include faults that last until a client gives up, which takes
   *     minutes
   */
  static List<CellBatch> batches(boolean includesLasting) {
    List<CellBatch> batches = new ArrayList<>();
    batches.add(
        new CellBatch(
            null,
            TableScenario.WITHIN_CALL,
            TableScenario.REUSED_REPORT,
            TableScenario.LATER_PAGE));
    batches.add(new CellBatch(null, TableScenario.BUDGET_AND_IDEMPOTENCY_KEY));
    batches.add(new CellBatch(null, TableScenario.BY_WORKER, TableScenario.QUEUED));
    batches.add(
        new CellBatch(
            null,
            TableScenario.TICK,
            TableScenario.DELETE_REPORT,
            TableScenario.DELETE_QUEUED_REPORT,
            TableScenario.USAGE,
            TableScenario.ESTIMATE));
    for (TableFault fault : includesLasting ? LASTING_FAULTS : Set.<TableFault>of()) {
      batches.add(
          new CellBatch(
              fault, TableScenario.WITHIN_CALL, TableScenario.LATER_PAGE, TableScenario.USAGE));
      batches.add(
          new CellBatch(
              fault, TableScenario.BUDGET_AND_IDEMPOTENCY_KEY, TableScenario.REUSED_REPORT));
      batches.add(new CellBatch(fault, TableScenario.BY_WORKER, TableScenario.DELETE_REPORT));
      batches.add(
          new CellBatch(
              fault,
              TableScenario.QUEUED,
              TableScenario.DELETE_QUEUED_REPORT,
              TableScenario.ESTIMATE));
    }
    return batches;
  }

  private List<CellResult> runBatch(CellBatch batch) throws IOException, InterruptedException {
    String name = "days-" + nextNumber.getAndIncrement();
    try (IsolatedStack isolatedStack =
        new IsolatedStack(stack, name, batch.scenarios[0].settings())) {
      List<CellAttempt> attempts = new ArrayList<>();
      for (TableScenario scenario : batch.scenarios) {
        List<Cell> cells = new ArrayList<>();
        for (NumberedRequest request : recordRequests(isolatedStack, scenario)) {
          for (TableFault fault : applicableFaults(scenario, request, batch.lastingFault)) {
            cells.add(
                new Cell(
                    scenario,
                    request,
                    fault,
                    batch.lastingFault != null,
                    nextNumber.getAndIncrement()));
          }
        }
        for (Cell cell : MatrixSample.of(cells)) {
          attempts.add(attempt(isolatedStack, cell));
        }
      }
      List<CellResult> results = new ArrayList<>();
      for (CellAttempt attempt : attempts) {
        try {
          results.add(evaluate(isolatedStack, attempt));
        } catch (FunctionErrorException e) {
          results.add(
              new CellResult(
                  attempt.cell, attempt.answer, 0, 0, List.of("does not recover: " + e)));
        }
      }
      // a fault can have no matching request in these scenarios
      if (!results.isEmpty()) {
        results.add(bookkeepingResult(isolatedStack, results));
      }
      return results;
    }
  }

  /**
   * Returns the requests of a run without a fault. These are requests that two runs had, because
   * the first run fills the caches of the process, and a slow machine makes more requests.
   */
  private List<NumberedRequest> recordRequests(IsolatedStack isolatedStack, TableScenario scenario)
      throws InterruptedException {
    Set<Set<NumberedRequest>> earlierRuns = new HashSet<>();
    for (int round = 0; round < MAX_ROUNDS; round++) {
      int number = nextNumber.getAndIncrement();
      String id = scenario.prepareReport(isolatedStack, number);
      FaultTrigger recorder = FaultTrigger.never();
      isolatedStack.tableProxy.setRule(recorder);
      JsonNode answer = scenario.perform(isolatedStack, number, id);
      isolatedStack.tableProxy.setRule(request -> Optional.empty());
      List<NumberedRequest> requests = recorder.requests();
      if (!scenario.isExpectedAnswer(answer)) {
        endReport(isolatedStack, scenario, number);
      } else if (!earlierRuns.add(Set.copyOf(requests))) {
        return requests;
      }
    }
    throw new IllegalStateException(scenario + " has other requests in each run: " + earlierRuns);
  }

  /** On a busy machine a run may leave a report that has not ended, with its reservation. */
  private static void endReport(IsolatedStack isolatedStack, TableScenario scenario, int number)
      throws InterruptedException {
    if (scenario.isPaid) {
      isolatedStack.askUntilDone(scenario.question(number).put("wait", 0));
    }
  }

  private static List<TableFault> applicableFaults(
      TableScenario scenario, NumberedRequest request, @Nullable TableFault lastingFault) {
    String operation = request.kind().substring(0, request.kind().indexOf(' '));
    return Stream.of(TableFault.values())
        .filter(fault -> fault != TableFault.REJECTED && fault.canAffect(operation))
        .filter(fault -> lastingFault == null || fault == lastingFault)
        .filter(fault -> fault != TableFault.TRANSACTION_CONFLICT || !hasSingleWriter(request))
        .filter(fault -> fault != TableFault.STALLED || STALLED_SCENARIOS.contains(scenario))
        .toList();
  }

  /** Returns whether no transaction writes the item, so that no conflict is possible. */
  private static boolean hasSingleWriter(NumberedRequest request) {
    return request.kind().endsWith(" chunk") || request.kind().endsWith(" manifest");
  }

  /** A cell and the answer during its fault. */
  private record CellAttempt(
      Cell cell, String reportId, boolean isTriggered, String answer, boolean isExpected) {}

  private static CellAttempt attempt(IsolatedStack isolatedStack, Cell cell)
      throws InterruptedException {
    String id = cell.scenario.prepareReport(isolatedStack, cell.questionNumber);
    FaultTrigger trigger = FaultTrigger.atRequest(cell.request, cell.fault, cell.isLasting);
    isolatedStack.tableProxy.setRule(trigger);
    try {
      JsonNode answer = cell.scenario.perform(isolatedStack, cell.questionNumber, id);
      boolean isExpected = cell.scenario.isExpectedAnswer(answer);
      return new CellAttempt(cell, id, trigger.isTriggered(), describe(answer), isExpected);
    } catch (FunctionErrorException e) {
      // the report shows this error, and it counts as an unexpected answer
      return new CellAttempt(cell, id, trigger.isTriggered(), e.errorType(), false);
    } finally {
      isolatedStack.tableProxy.setRule(request -> Optional.empty());
    }
  }

  private static String describe(JsonNode answer) {
    String problem = IsolatedStack.problemName(answer);
    return !problem.isEmpty()
        ? problem
        : answer.has("state")
            ? IsolatedStack.state(answer)
            : answer.path("left").asInt() > 0 ? "left" : "ok";
  }

  private CellResult evaluate(IsolatedStack isolatedStack, CellAttempt attempt)
      throws InterruptedException {
    Cell cell = attempt.cell;
    List<String> errors = new ArrayList<>();
    if (!attempt.isTriggered) {
      errors.add("did not reach the request");
    }
    if (!attempt.isExpected
        && !(cell.isLasting && Set.of("internal", "pending").contains(attempt.answer))) {
      errors.add("answered " + attempt.answer);
    }
    long chargedUnits = repeatWithoutFault(isolatedStack, attempt, errors);
    int paidCalls = countPaidCalls(cell.questionNumber);
    int minPaidCalls =
        cell.scenario == TableScenario.USAGE || cell.scenario == TableScenario.ESTIMATE ? 0 : 1;
    int maxPaidCalls = minPaidCalls + (cell.isLasting && cell.scenario.isPaid ? 1 : 0);
    if (!isDelete(cell) && (paidCalls < minPaidCalls || paidCalls > maxPaidCalls)) {
      errors.add("was paid " + paidCalls + " times");
    }
    if (chargedUnits < (long) paidCalls * ANALYSIS_UNITS_PER_LIST && !isDelete(cell)) {
      errors.add("reports " + chargedUnits + " units of " + paidCalls * ANALYSIS_UNITS_PER_LIST);
    }
    if (!cell.isLasting
        && !isDelete(cell)
        && chargedUnits != (long) paidCalls * ANALYSIS_UNITS_PER_LIST) {
      errors.add("is charged " + chargedUnits + " units for " + paidCalls + " calls");
    }
    return new CellResult(cell, attempt.answer, paidCalls, chargedUnits, errors);
  }

  private static boolean isDelete(Cell cell) {
    return cell.scenario == TableScenario.DELETE_REPORT
        || cell.scenario == TableScenario.DELETE_QUEUED_REPORT;
  }

  /** Repeats the scenario without the fault. Returns the units that the report was charged. */
  private long repeatWithoutFault(
      IsolatedStack isolatedStack, CellAttempt attempt, List<String> errors)
      throws InterruptedException {
    Cell cell = attempt.cell;
    switch (cell.scenario) {
      case DELETE_REPORT, DELETE_QUEUED_REPORT -> {
        isolatedStack.deleteReport(attempt.reportId);
        if (!IsolatedStack.problemName(isolatedStack.invoker.get(attempt.reportId))
            .equals("not-found")) {
          errors.add("still exists");
        }
        return 0;
      }
      case USAGE, ESTIMATE -> {
        if (!cell.scenario.isExpectedAnswer(
            cell.scenario.perform(isolatedStack, cell.questionNumber, attempt.reportId))) {
          errors.add("does not recover");
        }
        return 0;
      }
      default -> {
        JsonNode report =
            isolatedStack.askUntilDone(cell.scenario.question(cell.questionNumber).put("wait", 0));
        if (!IsolatedStack.state(report).equals("ready")) {
          errors.add("is " + report);
        } else if (!isolatedStack
            .readLinks(IsolatedStack.reportId(report))
            .equals(
                stack.majestic().expectedLinks(cell.scenario.target(), cell.scenario.rowCount))) {
          errors.add("has unexpected rows");
        }
        return report.at("/usage/charged/analysis").asLong();
      }
    }
  }

  private int countPaidCalls(int number) {
    String expectedNumber = Integer.toString(number);
    return (int)
        stack.majestic().paidCalls().stream()
            .map(FakeCall::parameters)
            .filter(
                parameters -> expectedNumber.equals(parameters.get("MaxSourceURLsPerRefDomain")))
            .count();
  }

  /** Checks that all charged units are booked and that every reservation is settled. */
  private CellResult bookkeepingResult(IsolatedStack isolatedStack, List<CellResult> results)
      throws InterruptedException {
    List<String> errors = new ArrayList<>();
    long totalUnits =
        results.stream().mapToLong(CellResult::paidCalls).sum() * ANALYSIS_UNITS_PER_LIST;
    long bookedUnits = isolatedStack.todaysUsage().path("analysis").asLong();
    if (bookedUnits < totalUnits) {
      errors.add("%d of %d units are booked".formatted(bookedUnits, totalUnits));
    }
    if (isolatedStack.countReservations() > 0) {
      errors.add(isolatedStack.countReservations() + " reservations are not settled");
    }
    Cell lastCell = results.getLast().cell;
    Cell summaryCell =
        new Cell(
            lastCell.scenario,
            new NumberedRequest("the usage of today", 1),
            lastCell.fault,
            lastCell.isLasting,
            0);
    return new CellResult(summaryCell, "", 0, bookedUnits, errors);
  }

  @Override
  public void close() {
    stack.close();
  }
}
