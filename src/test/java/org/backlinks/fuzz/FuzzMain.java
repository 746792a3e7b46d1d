package org.backlinks.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Fuzzes each target for some time, two at the same time. Ends the JVM with code 1 when a target
 * failed.
 */
public final class FuzzMain {
  private static final int PARALLEL_FUZZERS = 2;
  private static final int MAX_SHOWN_LOG_CHARS = 4_000;

  private FuzzMain() {}

  /**
   * Runs the fuzzers.
   *
   * @param args the seconds for each target, then parts of the names of the targets; all targets
   *     when there are none
   */
  public static void main(String[] args) throws Exception {
    List<String> nameParts = Stream.of(args).skip(1).filter(name -> !name.isEmpty()).toList();
    List<FuzzResult> results = new ArrayList<>();
    try (ExecutorService fuzzers = Executors.newFixedThreadPool(PARALLEL_FUZZERS)) {
      for (Future<FuzzResult> result :
          fuzzers.invokeAll(FuzzTarget.findAll(Integer.parseInt(args[0]), nameParts))) {
        results.add(result.get());
      }
    }
    results.stream().filter(FuzzResult::hasFailed).forEach(FuzzMain::printFailure);
    System.out.println("| target         |     inputs | coverage | corpus | MB     | found |");
    System.out.println("|----------------|-----------:|---------:|-------:|-------:|-------|");
    results.forEach(result -> System.out.println(result.tableRow()));
    System.out.printf(
        "%d targets, %d inputs%n",
        results.size(), results.stream().mapToLong(FuzzResult::inputs).sum());
    System.exit(results.isEmpty() || results.stream().anyMatch(FuzzResult::hasFailed) ? 1 : 0);
  }

  private static void printFailure(FuzzResult result) {
    String log = result.log();
    System.out.println("== " + result.name() + ", target/fuzz/" + result.name());
    int start = Math.max(0, log.indexOf("== Java Exception"));
    System.out.println(log.substring(start, Math.min(log.length(), start + MAX_SHOWN_LOG_CHARS)));
  }
}
