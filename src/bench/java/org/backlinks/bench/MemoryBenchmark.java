package org.backlinks.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.backlinks.local.FunctionProcess;

/** Measures the peak of the resident memory of a process that creates one report. */
final class MemoryBenchmark implements BenchmarkMain.Benchmark {
  private static final int REPETITIONS = 3;
  private static final int MANY_ROWS = 50_000;
  private static final int FEW_ROWS = 5_000;
  private static final double KIB_PER_MB = 1000 * 1000 / 1024.0;
  private static final int CGROUP_MIB = 128;

  @Override
  public List<BenchmarkResult> run() throws IOException, InterruptedException {
    try (BenchmarkStack local = new BenchmarkStack()) {
      double peakOfManyRows = 0;
      double peakOfFewRows = 0;
      List<Double> seconds = new ArrayList<>();
      for (int i = 0; i < REPETITIONS; i++) {
        peakOfFewRows =
            Math.max(
                peakOfFewRows,
                measurePeakMb(local, local::startFunction, FEW_ROWS, "few" + i, seconds));
        seconds.clear();
        peakOfManyRows =
            Math.max(
                peakOfManyRows,
                measurePeakMb(local, local::startFunction, MANY_ROWS, "many" + i, seconds));
      }
      List<BenchmarkResult> results = new ArrayList<>();
      results.add(
          BenchmarkResult.withBound(
              "peak resident memory while a 50,000-row report is made",
              peakOfManyRows,
              "MB",
              96,
              80));
      results.add(
          BenchmarkResult.withBaseline(
              "that memory, 50,000 rows beside 5,000",
              peakOfManyRows,
              "MB",
              peakOfFewRows,
              1.1,
              1.05));
      results.add(
          BenchmarkResult.withoutBound("making a 50,000-row report", seconds.getFirst(), "s"));
      Optional<MemoryCgroup> cgroup = MemoryCgroup.create(CGROUP_MIB);
      if (cgroup.isPresent()) {
        try (MemoryCgroup group = cgroup.get()) {
          measurePeakMb(
              local, () -> group.startFunction(local), MANY_ROWS, "cgroup", new ArrayList<>());
          results.add(
              BenchmarkResult.withBound(
                  "a 50,000-row report in a cgroup of 128 MiB: its peak",
                  group.peakMb(),
                  "MB",
                  128,
                  128));
        }
      } else {
        System.err.println("memory: this machine allows no cgroup");
      }
      return results;
    }
  }

  private static double measurePeakMb(
      BenchmarkStack local,
      Supplier<FunctionProcess> starter,
      int rows,
      String name,
      List<Double> seconds)
      throws IOException, InterruptedException {
    try (FunctionProcess function = starter.get()) {
      long startNanos = System.nanoTime();
      BenchmarkStack.createReport(function, rows, name);
      seconds.add((System.nanoTime() - startNanos) / 1e9);
      return peakMb(function);
    }
  }

  /** Returns the highest resident memory that a process had, in MB. */
  static double peakMb(FunctionProcess function) throws IOException {
    String peak =
        MachineInfo.readKernelValue(
            "/proc/" + function.pid() + "/status", "VmHWM", "no such process");
    return Double.parseDouble(peak.split(" ")[0]) / KIB_PER_MB;
  }
}
