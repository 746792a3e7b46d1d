package org.backlinks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backlinks.local.FunctionPool;
import org.backlinks.local.FunctionProcess;

/** Samples the resident memory of the function's processes twice a second. */
final class MemorySampler implements AutoCloseable {
  private static final Pattern RESIDENT_PATTERN = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final long INTERVAL_MILLIS = 500;

  /**
   * Number of samples that are skipped. A new process grows until it has used all of its code once.
   */
  private static final int WARM_UP_SAMPLES = 20;

  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("memory").factory());
  private final List<FunctionPool> pools;
  private final Map<Long, Integer> sampleCounts = new HashMap<>();
  private final List<Double> means = new ArrayList<>();
  private long peakKilobytes;

  MemorySampler(List<FunctionPool> pools) {
    this.pools = pools;
    scheduler.scheduleWithFixedDelay(this::sample, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  private synchronized void sample() {
    List<Long> samples = new ArrayList<>();
    for (FunctionProcess function : processes()) {
      long kilobytes = residentKilobytes(function.pid());
      if (kilobytes > 0 && sampleCounts.merge(function.pid(), 1, Integer::sum) > WARM_UP_SAMPLES) {
        samples.add(kilobytes);
        peakKilobytes = Math.max(peakKilobytes, kilobytes);
      }
    }
    if (!samples.isEmpty()) {
      means.add(samples.stream().mapToLong(Long::longValue).average().orElseThrow());
    }
  }

  private List<FunctionProcess> processes() {
    return pools.stream().flatMap(pool -> pool.processes().stream()).toList();
  }

  private static long residentKilobytes(long pid) {
    try {
      Matcher matcher =
          RESIDENT_PATTERN.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
      return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Returns the mean memory of a warmed-up process in the first third of the time, in kilobytes.
   */
  synchronized long firstThirdMean() {
    return mean(means.subList(0, means.size() / 3));
  }

  /** Returns the mean memory of a warmed-up process in the last third of the time, in kilobytes. */
  synchronized long lastThirdMean() {
    return mean(means.subList(means.size() - means.size() / 3, means.size()));
  }

  private static long mean(List<Double> values) {
    return Math.round(values.stream().mapToDouble(Double::doubleValue).average().orElse(0));
  }

  synchronized long peakKilobytes() {
    return peakKilobytes;
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
