package org.backlinks.days;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.backlinks.local.FunctionError;
import org.backlinks.local.Stack;
import org.backlinks.local.TableFault;
import org.backlinks.local.majestic.Call;
import org.jspecify.annotations.Nullable;

/**
 * Finds every request to the table on every way, lets each fail in each manner, and looks what came
 * of it and whether the next request heals it.
 */
final class TableMatrix implements AutoCloseable {
  /** More links of one domain than there are. */
  private static final int FIRST_NUMBER = 200_000;

  private static final int PRICE = 5_000;

  /** What is tried for as long as a client or a worker has patience. */
  private static final Set<TableFault> LASTING =
      Set.of(TableFault.THROTTLED, TableFault.RESET_AFTER, TableFault.UNPROCESSED);

  /** A stall takes as long as the client's patience: a few ways show what comes of it. */
  private static final Set<TableWay> STALLED = Set.of(TableWay.BUDGET_AND_KEY, TableWay.PAGE);

  private final Stack stack = Stack.start(Stack.Options.defaults().functions(1));
  private final AtomicInteger numbers = new AtomicInteger(FIRST_NUMBER);

  /** One request of one way that fails in one manner. */
  record Cell(TableWay way, Step step, TableFault fault, boolean lasting, int number) {}

  /**
   * What became of it.
   *
   * @param answer what was answered meanwhile
   * @param paid calls that upstream charged
   * @param charged analysis units that the report says it cost
   * @param wrong nothing where all is well
   */
  record Ending(Cell cell, String answer, int paid, long charged, List<String> wrong) {}

  /**
   * Cells that follow each other in one process.
   *
   * @param lasting what they try for long; null: each fault once
   */
  record Shift(@Nullable TableFault lasting, TableWay... ways) {
    Callable<List<Ending>> in(TableMatrix matrix) {
      return () -> matrix.run(this);
    }
  }

  /**
   * The shifts of all ways; each can run beside the others.
   *
   * @param lasting with those that wait for the end of all patience, minutes long
   */
  static List<Shift> shifts(boolean lasting) {
    List<Shift> shifts = new ArrayList<>();
    shifts.add(new Shift(null, TableWay.IN_THE_CALL, TableWay.REUSED, TableWay.PAGE));
    shifts.add(new Shift(null, TableWay.BUDGET_AND_KEY));
    shifts.add(new Shift(null, TableWay.BY_THE_WORKER, TableWay.QUEUED));
    shifts.add(
        new Shift(
            null,
            TableWay.TICK,
            TableWay.DELETE,
            TableWay.DELETE_JOB,
            TableWay.USAGE,
            TableWay.ESTIMATE));
    for (TableFault fault : lasting ? LASTING : Set.<TableFault>of()) {
      shifts.add(new Shift(fault, TableWay.IN_THE_CALL, TableWay.PAGE, TableWay.USAGE));
      shifts.add(new Shift(fault, TableWay.BUDGET_AND_KEY, TableWay.REUSED));
      shifts.add(new Shift(fault, TableWay.BY_THE_WORKER, TableWay.DELETE));
      shifts.add(new Shift(fault, TableWay.QUEUED, TableWay.DELETE_JOB, TableWay.ESTIMATE));
    }
    return shifts;
  }

  private List<Ending> run(Shift shift) throws IOException, InterruptedException {
    String name = "days-" + numbers.getAndIncrement();
    try (Lane lane = new Lane(stack, name, shift.ways[0].settings())) {
      List<Trial> trials = new ArrayList<>();
      for (TableWay way : shift.ways) {
        for (Step step : steps(lane, way)) {
          for (TableFault fault : faults(way, step, shift.lasting)) {
            Cell cell =
                new Cell(way, step, fault, shift.lasting != null, numbers.getAndIncrement());
            trials.add(tried(lane, cell));
          }
        }
      }
      List<Ending> endings = new ArrayList<>();
      for (Trial trial : trials) {
        try {
          endings.add(ending(lane, trial));
        } catch (FunctionError e) {
          endings.add(new Ending(trial.cell, trial.answer, 0, 0, List.of("does not heal: " + e)));
        }
      }
      // not every fault concerns a request of these ways
      if (!endings.isEmpty()) {
        endings.add(books(lane, endings));
      }
      return endings;
    }
  }

  private List<Step> steps(Lane lane, TableWay way) throws InterruptedException {
    // the first one tells the process what it remembers from then on
    for (int round = 0; ; round++) {
      int number = numbers.getAndIncrement();
      String id = way.prepare(lane, number);
      Steps seen = Steps.undisturbed();
      lane.table.rule(seen);
      JsonNode answer = way.act(lane, number, id);
      lane.table.rule(request -> Optional.empty());
      if (!way.isRight(answer)) {
        throw new IllegalStateException(way + " gives " + answer);
      }
      if (round == 1) {
        return seen.seen();
      }
    }
  }

  private static List<TableFault> faults(TableWay way, Step step, @Nullable TableFault lasting) {
    String operation = step.kind().substring(0, step.kind().indexOf(' '));
    return Stream.of(TableFault.values())
        .filter(fault -> fault.concerns(operation))
        .filter(fault -> lasting == null || fault == lasting)
        .filter(fault -> fault != TableFault.CONFLICT || !isOfOneWriter(step))
        .filter(fault -> fault != TableFault.STALLED || STALLED.contains(way))
        .toList();
  }

  /** No transaction ever touches these items: nothing can conflict with one. */
  private static boolean isOfOneWriter(Step step) {
    return step.kind().endsWith(" chunk") || step.kind().endsWith(" manifest");
  }

  /** A cell with what was answered while its fault lasted. */
  private record Trial(Cell cell, String id, boolean struck, String answer, boolean right) {}

  private static Trial tried(Lane lane, Cell cell) throws InterruptedException {
    String id = cell.way.prepare(lane, cell.number);
    Steps steps = Steps.failing(cell.step, cell.fault, cell.lasting);
    lane.table.rule(steps);
    try {
      JsonNode answer = cell.way.act(lane, cell.number, id);
      boolean right = cell.way.isRight(answer);
      return new Trial(cell, id, steps.struck(), word(answer), right);
    } catch (FunctionError e) {
      // told in the sheet, and no answer that is foreseen
      return new Trial(cell, id, steps.struck(), e.type(), false);
    } finally {
      lane.table.rule(request -> Optional.empty());
    }
  }

  private static String word(JsonNode answer) {
    String problem = Lane.problem(answer);
    return !problem.isEmpty()
        ? problem
        : answer.has("state")
            ? Lane.state(answer)
            : answer.path("left").asInt() > 0 ? "left" : "ok";
  }

  private Ending ending(Lane lane, Trial trial) throws InterruptedException {
    Cell cell = trial.cell;
    List<String> wrong = new ArrayList<>();
    if (!trial.struck) {
      wrong.add("did not get there");
    }
    if (!trial.right && !(cell.lasting && Set.of("internal", "pending").contains(trial.answer))) {
      wrong.add("answered " + trial.answer);
    }
    long charged = healed(lane, trial, wrong);
    int paid = paid(cell.number);
    int least = cell.way == TableWay.USAGE || cell.way == TableWay.ESTIMATE ? 0 : 1;
    int most = least + (cell.lasting && cell.way.pays ? 1 : 0);
    if (!isDelete(cell) && (paid < least || paid > most)) {
      wrong.add("was paid " + paid + " times");
    }
    if (charged < (long) paid * PRICE && !isDelete(cell)) {
      wrong.add("tells " + charged + " units of " + paid * PRICE);
    }
    if (!cell.lasting && !isDelete(cell) && charged != (long) paid * PRICE) {
      wrong.add("books " + charged + " units for " + paid + " calls");
    }
    return new Ending(cell, trial.answer, paid, charged, wrong);
  }

  private static boolean isDelete(Cell cell) {
    return cell.way == TableWay.DELETE || cell.way == TableWay.DELETE_JOB;
  }

  /** Does it again without a fault; returns what the report says it cost. */
  private long healed(Lane lane, Trial trial, List<String> wrong) throws InterruptedException {
    Cell cell = trial.cell;
    switch (cell.way) {
      case DELETE, DELETE_JOB -> {
        lane.delete(trial.id);
        if (!Lane.problem(lane.caller.get(trial.id)).equals("not-found")) {
          wrong.add("is still there");
        }
        return 0;
      }
      case USAGE, ESTIMATE -> {
        if (!cell.way.isRight(cell.way.act(lane, cell.number, trial.id))) {
          wrong.add("does not heal");
        }
        return 0;
      }
      default -> {
        JsonNode done = lane.done(cell.way.question(cell.number).put("wait", 0));
        if (!Lane.state(done).equals("ready")) {
          wrong.add("is " + done);
        } else if (!lane.rows(Lane.id(done))
            .equals(stack.majestic().links(cell.way.target(), cell.way.rows))) {
          wrong.add("has other rows");
        }
        return done.at("/usage/charged/analysis").asLong();
      }
    }
  }

  private int paid(int number) {
    String sent = Integer.toString(number);
    return (int)
        stack.majestic().paidCalls().stream()
            .map(Call::parameters)
            .filter(parameters -> sent.equals(parameters.get("MaxSourceURLsPerRefDomain")))
            .count();
  }

  /** The day's counter of a lane holds all that was paid, and nothing is left reserved. */
  private Ending books(Lane lane, List<Ending> endings) throws InterruptedException {
    List<String> wrong = new ArrayList<>();
    long paid = endings.stream().mapToLong(Ending::paid).sum() * PRICE;
    long booked = lane.today().path("analysis").asLong();
    if (booked < paid) {
      wrong.add("the day books %d of %d units".formatted(booked, paid));
    }
    if (lane.reservations() > 0) {
      wrong.add(lane.reservations() + " reservations are left");
    }
    Cell last = endings.getLast().cell;
    Cell sum = new Cell(last.way, new Step("the day's books", 1), last.fault, last.lasting, 0);
    return new Ending(sum, "", 0, booked, wrong);
  }

  @Override
  public void close() {
    stack.close();
  }
}
