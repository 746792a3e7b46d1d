package org.backlinks.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Measures the CPU time of this process for one call, in milliseconds. Other processes do not
 * affect it. The time of the JIT compiler does not count, because the executable has none.
 */
public final class CpuTimeProfiler implements InternalProfiler {
  static final String LABEL = "cpu";

  private static final double NANOS_PER_MILLI = 1e6;

  private long startNanos;
  private long startCompilerMillis;

  @Override
  public String getDescription() {
    return "CPU time of one call";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    startCompilerMillis = compilerMillis();
    startNanos = processCpuNanos();
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double processMillis = (processCpuNanos() - startNanos) / NANOS_PER_MILLI;
    double millis = processMillis - (compilerMillis() - startCompilerMillis);
    long calls = result.getMetadata().getAllOps();
    return List.of(new ScalarResult(LABEL, millis / calls, "ms/op", AggregationPolicy.AVG));
  }

  private static long compilerMillis() {
    return ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
  }

  private static long processCpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
