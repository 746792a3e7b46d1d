package org.backlinks.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs the benchmarks, prints their one table and writes {@code target/bench.json}. */
public final class Main {
  private static final Map<String, Part> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("start", new Starts());
    PARTS.put("page", new Pages());
    PARTS.put("memory", new Memory());
    PARTS.put("equal", new EqualRequests());
    PARTS.put("reading", new Reading());
    PARTS.put("stored", new StoredBytes());
    PARTS.put("packing", new Packing());
    PARTS.put("rendering", new Rendering());
    PARTS.put("tick", new Tick());
    PARTS.put("size", new Sizes());
  }

  private Main() {}

  /** Lines of the table that belong together. */
  interface Part {
    List<Result> run() throws Exception;
  }

  /**
   * Ends the JVM: with 0 when every part ran, whatever the verdicts.
   *
   * @param arguments a comma list of the parts to run, or nothing: all
   */
  public static void main(String[] arguments) {
    // before anything logs: Quarkus brought its own manager along
    System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
    int code = 1;
    try {
      String named = arguments.length == 0 ? "" : arguments[0];
      run(named.isEmpty() ? PARTS.keySet() : Set.of(named.split(",")));
      code = 0;
    } catch (Throwable e) { // threads of a half started stack would keep the JVM
      e.printStackTrace();
    }
    System.exit(code);
  }

  private static void run(Set<String> wanted) throws Exception {
    if (!PARTS.keySet().containsAll(wanted)) {
      throw new IllegalArgumentException("the parts are " + PARTS.keySet());
    }
    Instant date = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    List<Result> results = new ArrayList<>();
    for (Map.Entry<String, Part> part : PARTS.entrySet()) {
      if (wanted.contains(part.getKey())) {
        long began = System.nanoTime();
        results.addAll(part.getValue().run());
        System.err.printf("%s: %d s%n", part.getKey(), (System.nanoTime() - began) / 1_000_000_000);
      }
    }
    Table table = new Table(Machine.here(), date, results);
    System.out.print(table.text());
    table.writeTo(Places.BENCH.resolveSibling("bench.json"));
  }
}
