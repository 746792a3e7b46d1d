package org.backlinks.load;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The number of requests of each kind, their durations, and the problems that occurred. */
final class LoadStatistics {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Map<String, List<Long>> durations = new TreeMap<>();
  private final Map<String, Integer> problems = new TreeMap<>();

  synchronized void recordDuration(String kind, long nanos) {
    durations.computeIfAbsent(kind, _ -> new ArrayList<>()).add(nanos);
  }

  synchronized void recordProblem(String type) {
    problems.merge(type, 1, Integer::sum);
  }

  synchronized int requestCount() {
    return durations.values().stream().mapToInt(List::size).sum();
  }

  synchronized int problemCount(String type) {
    return problems.getOrDefault(type, 0);
  }

  synchronized ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("requests", requestCount());
    ObjectNode kinds = json.putObject("kinds");
    durations.forEach((kind, nanosOfKind) -> {
      List<Long> sorted = nanosOfKind.stream().sorted().toList();
      ObjectNode percentiles = kinds.putObject(kind).put("requests", sorted.size());
      for (int percent : new int[] {50, 95, 99}) {
        long nanos = sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
        percentiles.put("p" + percent + "Millis", Math.round(nanos / NANOS_PER_MILLI));
      }
    });
    ObjectNode problemCounts = json.putObject("problems");
    problems.forEach(problemCounts::put);
    return json;
  }
}
