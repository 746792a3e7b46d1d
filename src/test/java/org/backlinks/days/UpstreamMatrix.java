package org.backlinks.days;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.backlinks.days.UpstreamFault.Fate;
import org.backlinks.local.Stack;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Link;

/** Lets upstream fail in each manner at each place of a report's life. */
final class UpstreamMatrix implements AutoCloseable {
  private final Stack stack = Stack.start(Stack.Options.defaults().functions(1));

  UpstreamMatrix() {
    stack.majestic().gzip(false);
  }

  /**
   * What became of one fault on one way.
   *
   * @param seen what a caller saw of the report while upstream failed
   * @param paid calls that upstream charged, afterwards included
   * @param charged analysis units that the reports say they cost
   * @param wrong nothing where all is well
   */
  record Ending(
      UpstreamWay way,
      UpstreamFault fault,
      String seen,
      int paid,
      long charged,
      List<String> wrong) {}

  /** Every fault on one way, one after the other in a process of its own. */
  Callable<List<Ending>> on(UpstreamWay way) {
    return () -> {
      List<Ending> endings = new ArrayList<>();
      try (Lane lane = new Lane(stack, "days-" + way, way.settings())) {
        // what a process asks once is not to be in the way
        lane.action("usage");
        for (UpstreamFault fault : UpstreamFault.all()) {
          if (way.knows(fault)) {
            endings.add(tried(lane, way, fault));
          }
        }
        endings.add(books(lane, endings));
      }
      return endings;
    };
  }

  private Ending tried(Lane lane, UpstreamWay way, UpstreamFault fault)
      throws IOException, InterruptedException {
    String target = target(way, fault);
    List<String> wrong = new ArrayList<>();
    way.teach(stack.majestic(), target, fault);
    JsonNode seen = way.act(lane, target, fault);
    checkSeen(way, fault, seen, wrong);
    Set<String> ids = new LinkedHashSet<>();
    ids.add(seen.path("report").asText(Lane.id(seen)));
    JsonNode healed = way.isQueued() ? healed(lane, Lane.id(seen)) : asked(lane, way, target);
    ids.add(Lane.id(healed));
    checkHealed(lane, way, fault, healed, target, wrong);
    int paid = paid(target);
    long charged = 0;
    for (String id : ids) {
      charged += lane.caller.get(id).at("/usage/charged/analysis").asLong();
    }
    checkMoney(way, fault, paid, charged, wrong);
    return new Ending(way, fault, word(seen), paid, charged, wrong);
  }

  private static String target(UpstreamWay way, UpstreamFault fault) {
    String name = (fault.name() + " " + way).toLowerCase(Locale.ROOT);
    return "http://rows-"
        + UpstreamWay.ROWS
        + "."
        + name.replaceAll("[^a-z0-9]+", "-")
        + ".upstream.example/";
  }

  private static String word(JsonNode seen) {
    String problem = problem(seen);
    boolean lacks = seen.at("/lists/1/missing").asBoolean();
    return problem.isEmpty() ? Lane.state(seen) + (lacks ? " without it" : "") : problem;
  }

  /** Of an answer, or of a report that failed. */
  private static String problem(JsonNode seen) {
    return Lane.problem(seen.has("problem") ? seen.path("problem") : seen);
  }

  private static void checkSeen(
      UpstreamWay way, UpstreamFault fault, JsonNode seen, List<String> wrong) {
    String word = word(seen);
    JsonNode problem = seen.has("problem") ? seen.path("problem") : seen;
    boolean expected =
        switch (way) {
          case IN_THE_CALL, XML, BY_THE_WORKER ->
              fault.fate() == Fate.READY
                  ? word.equals("ready")
                  : word.equals(fault.fate().problem)
                      && problem.path("status").asInt() == fault.fate().status;
          // an answer that can't be had only puts the next poll off
          case POLL -> word.equals(fault.fate() == Fate.READY ? "ready" : "pending");
          case FILE ->
              word.equals(
                      fault.fate() == Fate.READY
                          ? "ready"
                          : isGone(fault) ? "upstream-unreadable" : "pending")
                  // fetching a file costs nothing: a client may do it again by itself
                  || (fault.behaviour() instanceof Behaviour.Reset && word.equals("ready"));
          // what is paid for is delivered; what was certainly not paid for is tried again
          case SECOND_LIST ->
              word.equals(
                  switch (fault.fate()) {
                    case READY -> "ready";
                    case UNAVAILABLE -> fault.calls() == 1 ? "ready without it" : "pending";
                    default -> "ready without it";
                  });
        };
    if (!expected) {
      wrong.add("shows " + word);
    }
  }

  private static boolean isGone(UpstreamFault fault) {
    return fault.name().equals("404");
  }

  /** A queued report goes on by itself. */
  private static JsonNode healed(Lane lane, String id) throws InterruptedException {
    JsonNode report = lane.caller.get(id);
    return Lane.state(report).equals("pending") ? lane.worked(id) : report;
  }

  private static JsonNode asked(Lane lane, UpstreamWay way, String target)
      throws InterruptedException {
    return lane.done(way.question(target));
  }

  private void checkHealed(
      Lane lane,
      UpstreamWay way,
      UpstreamFault fault,
      JsonNode healed,
      String target,
      List<String> wrong)
      throws InterruptedException {
    if (way == UpstreamWay.FILE && isGone(fault)) {
      if (!problem(healed).equals("upstream-unreadable")) {
        wrong.add("a file that is gone does not end the report");
      }
      return;
    }
    if (!Lane.state(healed).equals("ready")) {
      wrong.add("is then " + healed);
      return;
    }
    List<Link> rows = lane.rows(Lane.id(healed));
    List<Link> right = stack.majestic().links(target, UpstreamWay.ROWS);
    if (way == UpstreamWay.SECOND_LIST) {
      int returned = healed.at("/lists/1/returned").asInt();
      if (rows.size() != UpstreamWay.ROWS + returned || returned != fault.rows(right).size()) {
        wrong.add("its second list has " + returned + " rows");
      }
      rows = rows.subList(0, Math.min(rows.size(), right.size()));
    } else {
      right = fault.rows(right);
    }
    if (!rows.equals(right)) {
      wrong.add("has %d rows, or others".formatted(rows.size()));
    }
  }

  private static void checkMoney(
      UpstreamWay way, UpstreamFault fault, int paid, long charged, List<String> wrong) {
    int lists = way == UpstreamWay.SECOND_LIST ? 2 : 1;
    // an answer to a poll that is charged and lost without a word is booked when it is told
    long least = way == UpstreamWay.POLL ? UpstreamWay.PRICE : (long) paid * UpstreamWay.PRICE;
    if (charged < least) {
      wrong.add("books %d of %d units".formatted(charged, least));
    }
    int most = fault.fate() == Fate.READY ? lists : 2 * lists;
    if (paid > most) {
      wrong.add("was paid " + paid + " times");
    }
  }

  private int paid(String target) {
    String host = UpstreamWay.host(target);
    return (int)
        stack.majestic().paidCalls().stream()
            .map(call -> call.parameters())
            .map(sent -> sent.getOrDefault("URL", sent.getOrDefault("item", "")))
            .filter(asked -> asked.contains(host))
            .count();
  }

  /** The day's counter of a lane holds all that its reports say, and nothing is left reserved. */
  private static Ending books(Lane lane, List<Ending> endings) throws InterruptedException {
    List<String> wrong = new ArrayList<>();
    long charged = endings.stream().mapToLong(Ending::charged).sum();
    long booked = lane.today().path("analysis").asLong();
    if (booked < charged) {
      wrong.add("the day books %d of %d units".formatted(booked, charged));
    }
    if (lane.reservations() > 0) {
      wrong.add(lane.reservations() + " reservations are left");
    }
    UpstreamFault sum =
        new UpstreamFault("the day's books", new Behaviour.Rows(), Fate.READY, 0, false);
    return new Ending(endings.getLast().way(), sum, "", 0, booked, wrong);
  }

  @Override
  public void close() {
    stack.close();
  }
}
