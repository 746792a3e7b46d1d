package org.backlinks.bench;

import java.nio.file.Path;

/** Where the benchmarks find and leave things; they run in the project's folder. */
final class Places {
  /** What the benchmarks make for themselves. */
  static final Path BENCH = Path.of("target", "bench");

  /** The bare native function. */
  static final Path FLOOR = Path.of("target", "floor", "floor-runner");

  private Places() {}
}
