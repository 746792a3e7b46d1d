package org.backlinks.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.backlinks.local.Stack;
import org.backlinks.local.majestic.Call;
import org.backlinks.service.Boundary.Side;
import org.backlinks.service.Boundary.Step;
import org.jspecify.annotations.Nullable;

/** Finds every boundary of every way, kills a process at each, and lets others finish the work. */
final class KillMatrix implements AutoCloseable {
  /** What the reports of one process may hold in its memory. */
  private static final int CELLS_A_PROCESS = 5;

  private static final int PROCESSES_AT_ONCE = 2;
  private static final int RESCUERS = 2;
  private static final int MOST_TICKS = 60;

  /** More links of one domain than there are, and another number for each question. */
  private static final int FIRST_NUMBER = 100_000;

  /** In the hands that learnt of a file the look for it comes next, and is counted. */
  private static final Boundary DOWNLOADING_IS_WRITTEN =
      new Boundary(new Step(Step.RELEASE, 2), Side.AFTER);

  final Stack stack;
  private final Cells cells = new Cells();
  private final Crossing table;
  private final Crossing upstream;
  private final Caller rescue;
  private final Map<Way, Undisturbed> undisturbed = new EnumMap<>(Way.class);
  private int numbers = FIRST_NUMBER;

  /** A report that nobody disturbed. */
  private record Undisturbed(List<Step> steps, List<JsonNode> rows) {}

  /** What became of a report: nothing is wrong where the list is empty. */
  record Ending(Cell cell, int paid, int calls, List<String> wrong) {}

  KillMatrix() throws IOException {
    stack = Stack.start(Stack.Options.defaults().functions(RESCUERS));
    stack.majestic().gzip(false);
    Way.teach(stack.majestic());
    table = Crossing.beforeTable(stack.dynamo().endpoint(), cells);
    upstream = Crossing.beforeUpstream(stack.majestic().uri(), cells);
    stack.majestic().filesAt(upstream.uri());
    rescue = new Caller(stack.pool(settings()));
  }

  private Map<String, String> settings() {
    return Map.of(
        "AWS_ENDPOINT_URL_DYNAMODB",
        table.uri().toString(),
        "MAJESTIC_URL",
        upstream.uri().toString(),
        "MAJESTIC_DOWNLOAD_HOSTS",
        upstream.uri().getAuthority(),
        "MAJESTIC_TIMEOUT",
        "PT90S",
        "BACKLINKS_LEASE",
        "PT2S",
        "BACKLINKS_POLL_FIRST",
        "PT0.2S",
        "BACKLINKS_POLL_MAX",
        "PT0.5S",
        "BACKLINKS_WORKER_CALLS",
        Integer.toString(CELLS_A_PROCESS + 1));
  }

  /** Kills at every boundary of these ways, and tells how each report ended. */
  List<Ending> run(Set<Way> ways) throws Exception {
    List<Cell> all = new ArrayList<>();
    for (Way way : ways) {
      undisturbed.put(way, undisturbed(way));
      boundaries(way).forEach(end -> all.add(cell(way, end)));
    }
    Set<Cell> reached = new HashSet<>();
    List<Callable<List<Cell>>> runs = new ArrayList<>();
    for (List<Cell> batch : batches(all)) {
      runs.add(new Doomed(stack.pool(settings()), batch)::run);
    }
    inParallel(PROCESSES_AT_ONCE, runs).forEach(reached::addAll);
    Map<Cell, String> ids = new TreeMap<>(Comparator.comparingInt(cell -> cell.number));
    for (Cell cell : all) {
      ids.put(cell, rescue.invoke(question(cell)).path("id").asText());
    }
    List<Callable<Void>> ticks = new ArrayList<>();
    for (int i = 0; i < RESCUERS; i++) {
      ticks.add(() -> tickUntilDone(ids.values()));
    }
    inParallel(RESCUERS, ticks);
    List<Callable<Ending>> looks = new ArrayList<>();
    ids.forEach((cell, id) -> looks.add(() -> ending(cell, id, reached.contains(cell))));
    return inParallel(RESCUERS, looks);
  }

  private Cell cell(Way way, @Nullable Boundary end) {
    Cell cell = new Cell(numbers++, way, end);
    cells.add(cell);
    return cell;
  }

  /** The caller asks again, and does not wait. */
  private static ObjectNode question(Cell cell) {
    return cell.way.question(cell.number).put("wait", 0);
  }

  private Undisturbed undisturbed(Way way) throws InterruptedException {
    Cell cell = cell(way, null);
    String id = rescue.invoke(way.question(cell.number)).path("id").asText();
    tickUntilDone(List.of(id));
    List<JsonNode> rows = rescue.rows(id);
    if (rows.size() != way.rows()) {
      throw new IllegalStateException(way + " gives " + rows.size() + " rows: " + rescue.get(id));
    }
    return new Undisturbed(cell.steps(), rows);
  }

  private List<Boundary> boundaries(Way way) {
    List<Boundary> all = new ArrayList<>();
    for (Step step : undisturbed.get(way).steps()) {
      all.add(new Boundary(step, Side.BEFORE));
      if (step.kind().equals(Step.ASK) || step.kind().equals(Step.FILE)) {
        all.add(new Boundary(step, Side.HALFWAY));
      }
      all.add(new Boundary(step, Side.AFTER));
    }
    return all;
  }

  /**
   * Reports that die in the same round share a process; one that stops the round comes last, and
   * alone of its kind.
   */
  private List<List<Cell>> batches(List<Cell> all) {
    Map<Integer, List<Cell>> rounds = new TreeMap<>();
    all.forEach(cell -> rounds.computeIfAbsent(round(cell), _ -> new ArrayList<>()).add(cell));
    List<List<Cell>> batches = new ArrayList<>();
    for (List<Cell> round : rounds.values()) {
      List<Cell> stopping = round.stream().filter(cell -> cell.end.stopsTheRound()).toList();
      List<Cell> others = round.stream().filter(cell -> !cell.end.stopsTheRound()).toList();
      int count = Math.max(stopping.size(), Math.ceilDiv(others.size(), CELLS_A_PROCESS));
      List<List<Cell>> dealt = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        dealt.add(new ArrayList<>());
      }
      for (int i = 0; i < others.size(); i++) {
        dealt.get(i % count).add(others.get(i));
      }
      for (int i = 0; i < stopping.size(); i++) {
        dealt.get(i).add(stopping.get(i));
      }
      batches.addAll(dealt);
    }
    return batches;
  }

  /** How often the report is taken up by a worker until it dies. */
  private int round(Cell cell) {
    List<Step> steps = undisturbed.get(cell.way).steps();
    int until = steps.indexOf(cell.end.step());
    return (int)
        steps.subList(0, until + 1).stream()
            .filter(step -> step.kind().equals(Step.TAKE_OVER))
            .count();
  }

  private Void tickUntilDone(Iterable<String> ids) throws InterruptedException {
    for (String id : ids) {
      for (int tick = 0; pending(id) && tick < MOST_TICKS; tick++) {
        rescue.poll();
        Doomed.pause(Doomed.UNTIL_DUE);
      }
    }
    return null;
  }

  private boolean pending(String id) throws InterruptedException {
    return rescue.get(id).path("state").asText().equals("pending");
  }

  private Ending ending(Cell cell, String id, boolean reached) throws InterruptedException {
    JsonNode report = rescue.get(id);
    int paid = count(stack.majestic().paidCalls(), cell);
    int calls = report.at("/usage/calls").asInt();
    long told = calls + report.at("/usage/polls").asInt();
    long left = cell.count(Step.ASK, Step.LIST) + unsent(cell);
    List<String> wrong = new ArrayList<>();
    if (!reached) {
      wrong.add("did not get there");
    }
    if (!report.path("state").asText().equals("ready")) {
      wrong.add("is " + report.path("state").asText() + report.path("problem"));
    } else if (!rescue.rows(id).equals(undisturbed.get(cell.way).rows())) {
      wrong.add("has other rows");
    }
    if (paid < cell.way.calls() || paid > cell.way.calls() + 1) {
      wrong.add("was paid " + paid + " times");
    }
    if (calls < paid) {
      wrong.add("tells " + calls + " paid calls of " + paid);
    }
    if (told != left) {
      wrong.add("tells %d calls and polls of %d".formatted(told, left));
    }
    return new Ending(cell, paid, calls, wrong);
  }

  private static int count(List<Call> calls, Cell cell) {
    String number = Integer.toString(cell.number);
    String count = Integer.toString(cell.number - Way.FEWER);
    return (int)
        calls.stream()
            .map(Call::parameters)
            .filter(sent ->
                number.equals(sent.get("MaxSourceURLsPerRefDomain"))
                    || count.equals(sent.get("Count")))
            .count();
  }

  /** A call is counted before it is sent: the process may die between the two. */
  private static int unsent(Cell cell) {
    boolean counted =
        cell.end.is(Step.TAKE_OVER, Side.AFTER)
            || cell.way == Way.IN_THE_CALL && cell.end.is(Step.CLAIM, Side.AFTER)
            || (cell.way == Way.LIST_BY_LIST && cell.end.is(Step.RELEASE, Side.AFTER))
            || cell.end.equals(DOWNLOADING_IS_WRITTEN);
    return counted ? 1 : 0;
  }

  private static <T> List<T> inParallel(int most, List<Callable<T>> tasks) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(most)) {
      List<T> results = new ArrayList<>();
      for (Future<T> task : threads.invokeAll(tasks)) {
        results.add(task.get());
      }
      return results;
    }
  }

  @Override
  public void close() {
    stack.close();
    table.close();
    upstream.close();
  }
}
