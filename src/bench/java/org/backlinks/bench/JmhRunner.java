package org.backlinks.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs JMH benchmarks one after the other, in five rounds, each in its own JVM: the compiler
 * optimizes differently in each JVM, and the speed of a machine changes.
 */
final class JmhRunner {
  private static final int ROUNDS = 5;
  private static final int WARM_UP_ITERATIONS = 3;
  private static final int MEASURED_ITERATIONS = 5;
  private static final TimeValue ITERATION_TIME = TimeValue.seconds(2);

  private JmhRunner() {}

  /** Returns the median CPU time of one call in milliseconds, by the name of the method. */
  static Map<String, Double> medianCpuMillis(Class<?> benchmarks) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(benchmarks.getName()) + "\\.")
            .addProfiler(CpuTimeProfiler.class)
            .jvmArgs("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC")
            .forks(1)
            .warmupIterations(WARM_UP_ITERATIONS)
            .warmupTime(ITERATION_TIME)
            .measurementIterations(MEASURED_ITERATIONS)
            .measurementTime(ITERATION_TIME)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    Map<String, DurationSamples> times = new TreeMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (RunResult result : new Runner(options).run()) {
        String name = result.getParams().getBenchmark();
        times
            .computeIfAbsent(
                name.substring(name.lastIndexOf('.') + 1), method -> new DurationSamples())
            .add(result.getSecondaryResults().get(CpuTimeProfiler.LABEL).getScore());
      }
    }
    Map<String, Double> medians = new TreeMap<>();
    times.forEach((method, samples) -> medians.put(method, samples.medianMillis()));
    return medians;
  }
}
