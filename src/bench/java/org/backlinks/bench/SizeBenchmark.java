package org.backlinks.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Measures the size of the deployed package. */
final class SizeBenchmark implements BenchmarkMain.Benchmark {
  private static final double MILLION = 1e6;

  @Override
  public List<BenchmarkResult> run() throws IOException {
    return List.of(
        BenchmarkResult.withBound(
            "size of the zip",
            Files.size(Path.of("target", "function.zip")) / MILLION,
            "MB",
            26,
            24),
        BenchmarkResult.withoutBound(
            "size of the bare function's zip",
            Files.size(BenchmarkFiles.FLOOR_EXECUTABLE.resolveSibling("function.zip")) / MILLION,
            "MB"));
  }
}
