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
import org.backlinks.local.Function;
import org.backlinks.local.FunctionPool;

/** The resident memory of the function's processes, looked at twice a second. */
final class Memory implements AutoCloseable {
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final long INTERVAL_MILLIS = 500;

  /** A process grows until it has done everything once. */
  private static final int YOUNG = 20;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("memory").factory());
  private final FunctionPool pool;
  private final Map<Long, Integer> looks = new HashMap<>();
  private final List<Double> means = new ArrayList<>();
  private long peak;

  Memory(FunctionPool pool) {
    this.pool = pool;
    clock.scheduleWithFixedDelay(this::look, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
  }

  private synchronized void look() {
    List<Long> grown = new ArrayList<>();
    for (Function function : pool.functions()) {
      long kilobytes = resident(function.pid());
      if (kilobytes > 0 && looks.merge(function.pid(), 1, Integer::sum) > YOUNG) {
        grown.add(kilobytes);
        peak = Math.max(peak, kilobytes);
      }
    }
    if (!grown.isEmpty()) {
      means.add(grown.stream().mapToLong(Long::longValue).average().orElseThrow());
    }
  }

  private static long resident(long pid) {
    try {
      Matcher found = RESIDENT.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
      return found.find() ? Long.parseLong(found.group(1)) : 0;
    } catch (IOException died) {
      return 0;
    }
  }

  /** The mean of a grown process in the first third of the time, in kilobytes. */
  synchronized long first() {
    return mean(means.subList(0, means.size() / 3));
  }

  /** The same in the last third. */
  synchronized long last() {
    return mean(means.subList(means.size() - means.size() / 3, means.size()));
  }

  private static long mean(List<Double> some) {
    return Math.round(some.stream().mapToDouble(Double::doubleValue).average().orElse(0));
  }

  synchronized long peak() {
    return peak;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
