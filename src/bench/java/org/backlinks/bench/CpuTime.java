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

/** CPU time of the whole process a call, all threads, milliseconds: other processes do not show. */
public final class CpuTime implements InternalProfiler {
  static final String LABEL = "cpu";

  private static final double NANOS_IN_A_MILLI = 1e6;

  private long start;

  @Override
  public String getDescription() {
    return "CPU time a call";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    start = spent();
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double millis = (spent() - start) / NANOS_IN_A_MILLI;
    long calls = result.getMetadata().getAllOps();
    return List.of(new ScalarResult(LABEL, millis / calls, "ms/op", AggregationPolicy.AVG));
  }

  private static long spent() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
