package org.backlinks.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.backlinks.local.Function;

/** Resident memory of a process at its peak while it makes one report. */
final class Memory implements Main.Part {
  private static final int TIMES = 3;
  private static final int MANY = 50_000;
  private static final int FEW = 5_000;
  private static final double KIB_IN_A_MB = 1000 * 1000 / 1024.0;
  private static final int CGROUP_MIB = 128;

  @Override
  public List<Result> run() throws IOException, InterruptedException {
    try (Local local = new Local()) {
      double many = 0;
      double few = 0;
      List<Double> seconds = new ArrayList<>();
      for (int i = 0; i < TIMES; i++) {
        few = Math.max(few, peak(local, local::function, FEW, "few" + i, seconds));
        seconds.clear();
        many = Math.max(many, peak(local, local::function, MANY, "many" + i, seconds));
      }
      List<Result> results = new ArrayList<>();
      results.add(
          Result.bounded(
              "peak resident memory while a 50,000-row report is made", many, "MB", 128, 96));
      results.add(
          Result.beside("that memory, 50,000 rows beside 5,000", many, "MB", few, 1.2, 1.05));
      results.add(Result.plain("making a 50,000-row report", seconds.getFirst(), "s"));
      Optional<Cgroup> cgroup = Cgroup.of(CGROUP_MIB);
      if (cgroup.isPresent()) {
        try (Cgroup held = cgroup.get()) {
          peak(local, () -> held.function(local), MANY, "held", new ArrayList<>());
          results.add(
              Result.bounded(
                  "a 50,000-row report in a cgroup of 128 MiB: its peak",
                  held.peakMb(),
                  "MB",
                  128,
                  128));
        }
      } else {
        System.err.println("memory: this machine gives us no cgroup");
      }
      return results;
    }
  }

  private static double peak(
      Local local, Supplier<Function> starter, int rows, String name, List<Double> seconds)
      throws IOException, InterruptedException {
    try (Function function = starter.get()) {
      long began = System.nanoTime();
      Local.report(function, rows, name);
      seconds.add((System.nanoTime() - began) / 1e9);
      String peak =
          Machine.first("/proc/" + function.pid() + "/status", "VmHWM", "no such process");
      return Double.parseDouble(peak.split(" ")[0]) / KIB_IN_A_MB;
    }
  }
}
