package org.backlinks.simulation;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A run that can be repeated. As a text it is the seed, or for a shrunk world the seed, the maximum
 * number of questions and the kinds of faults that are left out: {@code 4711:30:DEATHS,FREEZES}.
 */
record WorldRun(long seed, WorldOptions options) {
  static WorldRun parse(String text) {
    String[] parts = text.split(":", -1);
    WorldOptions options = WorldOptions.USUAL;
    if (parts.length > 1) {
      Set<FaultKind> without =
          Arrays.stream(parts[2].split(",", -1))
              .filter(name -> !name.isEmpty())
              .map(FaultKind::valueOf)
              .collect(Collectors.toSet());
      options = options.withMaxQuestions(Integer.parseInt(parts[1])).withoutFaults(without);
    }
    return new WorldRun(Long.parseLong(parts[0]), options);
  }

  @Override
  public String toString() {
    return seed
        + ":"
        + options.maxQuestions()
        + ":"
        + options.withoutFaults().stream()
            .map(FaultKind::name)
            .sorted()
            .collect(Collectors.joining(","));
  }
}
