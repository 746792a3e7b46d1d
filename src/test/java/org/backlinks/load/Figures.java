package org.backlinks.load;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many requests of each kind there were, how long they took, and which problems they met. */
final class Figures {
  private static final double MILLI = 1e6;

  private final Map<String, List<Long>> times = new TreeMap<>();
  private final Map<String, Integer> problems = new TreeMap<>();

  synchronized void took(String kind, long nanos) {
    times.computeIfAbsent(kind, _ -> new ArrayList<>()).add(nanos);
  }

  synchronized void problem(String type) {
    problems.merge(type, 1, Integer::sum);
  }

  synchronized int requests() {
    return times.values().stream().mapToInt(List::size).sum();
  }

  synchronized int problems(String type) {
    return problems.getOrDefault(type, 0);
  }

  synchronized ObjectNode json() {
    ObjectNode all = JsonNodeFactory.instance.objectNode().put("requests", requests());
    ObjectNode kinds = all.putObject("kinds");
    times.forEach((kind, some) -> {
      List<Long> sorted = some.stream().sorted().toList();
      ObjectNode figures = kinds.putObject(kind).put("requests", sorted.size());
      for (int percent : new int[] {50, 95, 99}) {
        long nanos = sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
        figures.put("p" + percent + "Millis", Math.round(nanos / MILLI));
      }
    });
    ObjectNode met = all.putObject("problems");
    problems.forEach(met::put);
    return all;
  }
}
