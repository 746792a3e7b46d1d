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
 * Runs benchmarks of the JMH kind by turns, five times around, each in a JVM of its own: no two
 * compile it alike, and a machine is not as fast all the time.
 */
final class Jmh {
  private static final int ROUNDS = 5;
  private static final int WARM_UPS = 3;
  private static final int MEASURED = 5;
  private static final TimeValue TIME = TimeValue.seconds(2);

  private Jmh() {}

  /** CPU milliseconds a call of each method of a class, by the method's name: the median. */
  static Map<String, Double> cpuMillis(Class<?> benchmarks) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(benchmarks.getName()) + "\\.")
            .addProfiler(CpuTime.class)
            .jvmArgs("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC")
            .forks(1)
            .warmupIterations(WARM_UPS)
            .warmupTime(TIME)
            .measurementIterations(MEASURED)
            .measurementTime(TIME)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    Map<String, Times> times = new TreeMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (RunResult result : new Runner(options).run()) {
        String name = result.getParams().getBenchmark();
        times
            .computeIfAbsent(name.substring(name.lastIndexOf('.') + 1), method -> new Times())
            .add(result.getSecondaryResults().get(CpuTime.LABEL).getScore());
      }
    }
    Map<String, Double> medians = new TreeMap<>();
    times.forEach((method, all) -> medians.put(method, all.median()));
    return medians;
  }
}
