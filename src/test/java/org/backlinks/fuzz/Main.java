package org.backlinks.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Fuzzes each target for a while, two at a time; ends with 1 where anything was found. */
public final class Main {
  private static final int AT_ONCE = 2;
  private static final int LAST_WORDS = 4_000;

  private Main() {}

  /**
   * Runs.
   *
   * @param args seconds for each target; then parts of the names of those to run, none: all
   */
  public static void main(String[] args) throws Exception {
    List<String> only = Stream.of(args).skip(1).filter(name -> !name.isEmpty()).toList();
    List<Run> runs = new ArrayList<>();
    try (ExecutorService fuzzers = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<Run> run : fuzzers.invokeAll(Target.all(Integer.parseInt(args[0]), only))) {
        runs.add(run.get());
      }
    }
    runs.stream().filter(Run::failed).forEach(Main::tell);
    System.out.println("| target         |     inputs | coverage | corpus | MB     | found |");
    System.out.println("|----------------|-----------:|---------:|-------:|-------:|-------|");
    runs.forEach(run -> System.out.println(run.line()));
    System.out.printf(
        "%d targets, %d inputs%n", runs.size(), runs.stream().mapToLong(Run::inputs).sum());
    System.exit(runs.isEmpty() || runs.stream().anyMatch(Run::failed) ? 1 : 0);
  }

  private static void tell(Run run) {
    String log = run.log();
    System.out.println("== " + run.name() + ", target/fuzz/" + run.name());
    int found = Math.max(0, log.indexOf("== Java Exception"));
    System.out.println(log.substring(found, Math.min(log.length(), found + LAST_WORDS)));
  }
}
