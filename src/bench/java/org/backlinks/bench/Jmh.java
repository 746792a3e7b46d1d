package org.backlinks.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs benchmarks of the JMH kind, each in three JVMs of its own: no two compile it alike. */
final class Jmh {
  private static final int FORKS = 3;
  private static final int WARM_UPS = 3;
  private static final int MEASURED = 5;
  private static final TimeValue TIME = TimeValue.seconds(2);

  private Jmh() {}

  /** CPU milliseconds a call of each method of a class, by the method's name. */
  static Map<String, Double> cpuMillis(Class<?> benchmarks) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(benchmarks.getName()) + "\\.")
            .addProfiler(CpuTime.class)
            .jvmArgs("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC")
            .forks(FORKS)
            .warmupIterations(WARM_UPS)
            .warmupTime(TIME)
            .measurementIterations(MEASURED)
            .measurementTime(TIME)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    Map<String, Double> millis = new HashMap<>();
    for (RunResult result : new Runner(options).run()) {
      String name = result.getParams().getBenchmark();
      millis.put(name.substring(name.lastIndexOf('.') + 1), median(result));
    }
    return millis;
  }

  /** What the middle one of the JVMs took. */
  private static double median(RunResult result) {
    double[] sorted =
        result.getBenchmarkResults().stream()
            .mapToDouble(one -> one.getSecondaryResults().get(CpuTime.LABEL).getScore())
            .sorted()
            .toArray();
    return sorted[sorted.length / 2];
  }
}
