package org.backlinks.bench;

import java.nio.file.Path;

/** The files of the benchmarks, relative to the folder of the project. */
final class BenchmarkFiles {
  /** The folder for the files of the benchmarks. */
  static final Path BENCH_FOLDER = Path.of("target", "bench");

  /** The executable of the bare native function. */
  static final Path FLOOR_EXECUTABLE = Path.of("target", "floor", "floor-runner");

  private BenchmarkFiles() {}
}
