package org.backlinks.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.backlinks.local.FunctionErrorException;
import org.backlinks.local.LocalStack;
import org.backlinks.local.MatrixSample;
import org.backlinks.local.TableFault;
import org.backlinks.local.majestic.ExpectedLink;
import org.backlinks.local.majestic.FakeCall;
import org.backlinks.service.DirectInvoker;

/**
 * Lets the table fail for some time after Majestic's answer, at each kind of write that follows.
 * Only one process has the outage. Other workers are invoked all the time and take the report over
 * as soon as they can.
 */
final class OutageMatrix implements AutoCloseable {
  private static final List<TableScenario> SCENARIOS =
      List.of(
          TableScenario.WITHIN_CALL,
          TableScenario.BUDGET_AND_IDEMPOTENCY_KEY,
          TableScenario.BY_WORKER,
          TableScenario.QUEUED);

  private static final String TABLE = "outages";
  private static final int FIRST_QUESTION_NUMBER = 300_000;
  private static final int ANALYSIS_UNITS_PER_LIST = 5_000;
  private static final int MAX_ATTEMPTS = 10;
  private static final Set<String> ENDED_STATES = Set.of("ready", "failed");

  private final OutagePlan plan;
  private final LocalStack stack =
      LocalStack.start(LocalStack.Options.defaults().withMaxFunctions(2));
  private final AtomicInteger nextNumber = new AtomicInteger(FIRST_QUESTION_NUMBER);
  private final Queue<Cell> pendingCells =
      new PriorityBlockingQueue<>(100, Comparator.comparing(Cell::duration).reversed());
  private final IsolatedStack rescueStack;

  /** One outage in one scenario. */
  record Cell(
      TableScenario scenario,
      NumberedRequest firstWrite,
      TableFault fault,
      Duration duration,
      int questionNumber) {}

  /**
   * The result of one cell.
   *
   * @param answer the answer during the outage
   * @param paidCalls number of calls that Majestic charged
   * @param errors the errors, empty when there are none
   */
  record CellResult(Cell cell, String answer, int paidCalls, List<String> errors) {}

  OutageMatrix(OutagePlan plan) throws IOException {
    this.plan = plan;
    stack.dynamo().createTable(TABLE);
    rescueStack = newIsolatedStack();
  }

  private IsolatedStack newIsolatedStack() throws IOException {
    Map<String, String> settings =
        new HashMap<>(TableScenario.BUDGET_AND_IDEMPOTENCY_KEY.settings());
    settings.put("BACKLINKS_LEASE", plan.lease().toString());
    return new IsolatedStack(stack, TABLE, settings);
  }

  /** Records the writes of each scenario and adds a cell for each of them and each outage. */
  void enumerateCells() throws InterruptedException {
    for (TableScenario scenario : SCENARIOS) {
      Map<String, NumberedRequest> firstWrites = new LinkedHashMap<>();
      // the first run fills the caches of the process, and only the second one counts
      int expectedAnswers = 0;
      for (int run = 0; expectedAnswers < 2; run++) {
        firstWrites.clear();
        int number = nextNumber.getAndIncrement();
        TableOutage undisturbed = TableOutage.none(() -> hasUpstreamCall(number));
        rescueStack.tableProxy.setRule(undisturbed);
        JsonNode answer = scenario.perform(rescueStack, number, "");
        expectedAnswers = scenario.isExpectedAnswer(answer) ? expectedAnswers + 1 : 0;
        if (run == MAX_ATTEMPTS) {
          throw new IllegalStateException(scenario + " returns " + answer);
        }
        undisturbed.writes().forEach(write -> firstWrites.putIfAbsent(write.kind(), write));
      }
      firstWrites
          .values()
          .forEach(write ->
              MatrixSample.of(plan.outages())
                  .forEach(outage ->
                      pendingCells.add(
                          new Cell(
                              scenario,
                              write,
                              outage.fault(),
                              outage.duration(),
                              nextNumber.getAndIncrement()))));
    }
  }

  /** Returns a task that runs cells with its own process until none is left. */
  Callable<List<CellResult>> cellRunner() {
    return () -> {
      List<CellResult> results = new ArrayList<>();
      try (IsolatedStack isolatedStack = newIsolatedStack()) {
        isolatedStack.invokeAction("usage");
        for (Cell cell = pendingCells.poll(); cell != null; cell = pendingCells.poll()) {
          results.add(runCell(isolatedStack, cell));
        }
      }
      return results;
    };
  }

  private CellResult runCell(IsolatedStack isolatedStack, Cell cell) throws InterruptedException {
    TableOutage outage =
        TableOutage.startingAt(
            cell.firstWrite, cell.fault, cell.duration, () -> hasUpstreamCall(cell.questionNumber));
    isolatedStack.tableProxy.setRule(outage);
    Thread rescueThread = Thread.ofVirtual().start(() -> finishReportElsewhere(outage, cell));
    String answer = ask(isolatedStack, cell);
    // on a slow machine, a caller that does not wait receives no report
    for (int attempt = 1; attempt < MAX_ATTEMPTS && !outage.hasStarted(); attempt++) {
      answer = ask(isolatedStack, cell);
    }
    rescueThread.join();
    List<String> errors = new ArrayList<>();
    if (!outage.hasStarted()) {
      errors.add("did not reach the write");
    }
    checkReport(cell, errors);
    int paidCalls = countPaidCalls(cell.questionNumber);
    if (paidCalls != 1) {
      errors.add("was paid " + paidCalls + " times");
    }
    return new CellResult(cell, answer, paidCalls, errors);
  }

  private static String ask(IsolatedStack isolatedStack, Cell cell) throws InterruptedException {
    try {
      JsonNode answer = cell.scenario.perform(isolatedStack, cell.questionNumber, "");
      String problem = IsolatedStack.problemName(answer);
      return problem.isEmpty() ? IsolatedStack.state(answer) : problem;
    } catch (FunctionErrorException | IllegalArgumentException | IllegalStateException e) {
      return "error";
    }
  }

  /**
   * Wakes other workers from the start of the outage until the report ends. An answer without a
   * state, such as a problem, does not end the report.
   */
  private void finishReportElsewhere(TableOutage outage, Cell cell) {
    try {
      if (outage.awaitStart(plan.timeout())) {
        DirectInvoker invoker = rescueStack.invoker;
        String id = invoker.ask(repeatedQuestion(cell));
        long end = System.nanoTime() + plan.timeout().toNanos();
        while (!ENDED_STATES.contains(IsolatedStack.state(invoker.get(id)))
            && System.nanoTime() < end) {
          invoker.wake(List.of(id));
          IsolatedStack.pause(plan.wakeInterval().toMillis());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ObjectNode repeatedQuestion(Cell cell) {
    return cell.scenario.question(cell.questionNumber).put("wait", 0);
  }

  private void checkReport(Cell cell, List<String> errors) throws InterruptedException {
    JsonNode report = rescueStack.invoker.invoke(repeatedQuestion(cell));
    if (!IsolatedStack.state(report).equals("ready")) {
      errors.add("is " + report);
      return;
    }
    List<ExpectedLink> rows = rescueStack.readLinks(IsolatedStack.reportId(report));
    if (!rows.equals(
        stack.majestic().expectedLinks(cell.scenario.target(), cell.scenario.rowCount))) {
      errors.add("has unexpected rows");
    }
    if (report.at("/usage/charged/analysis").asLong() != ANALYSIS_UNITS_PER_LIST) {
      errors.add("reports the usage " + report.path("usage"));
    }
    if (report.at("/usage/estimated").asBoolean()) {
      errors.add("is estimated");
    }
  }

  /** Returns the errors in the usage of today after the run. Each charge must be booked once. */
  List<String> bookkeepingErrors() throws InterruptedException {
    List<String> errors = new ArrayList<>();
    long chargedUnits = (long) stack.majestic().paidCalls().size() * ANALYSIS_UNITS_PER_LIST;
    long bookedUnits = rescueStack.todaysUsage().path("analysis").asLong();
    if (bookedUnits != chargedUnits) {
      errors.add("%d of %d units are booked".formatted(bookedUnits, chargedUnits));
    }
    if (rescueStack.countReservations() > 0) {
      errors.add(rescueStack.countReservations() + " reservations are not settled");
    }
    return errors;
  }

  private boolean hasUpstreamCall(int number) {
    return countCalls(stack.majestic().calls(), number) > 0;
  }

  private int countPaidCalls(int number) {
    return countCalls(stack.majestic().paidCalls(), number);
  }

  private static int countCalls(List<FakeCall> calls, int number) {
    String expectedNumber = Integer.toString(number);
    return (int)
        calls.stream()
            .filter(
                call -> expectedNumber.equals(call.parameters().get("MaxSourceURLsPerRefDomain")))
            .count();
  }

  @Override
  public void close() throws IOException {
    rescueStack.close();
    stack.close();
  }
}
