package org.backlinks.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The program without one part of one condition under which it writes.
 *
 * @param expression the condition, as the program sends it
 * @param part the position of the part that is left out, among those that AND joins
 * @param seeds the worlds in which this part alone forbids a write. In all other worlds the mutant
 *     does what the program does
 */
record ConditionMutant(String expression, int part, List<Integer> seeds)
    implements Mutant, SimulatedTable.ConditionParser {
  ConditionMutant {
    seeds = List.copyOf(seeds);
  }

  /** Returns every mutant of the conditions that the program sends in the worlds of some seeds. */
  static List<ConditionMutant> all(int maxSeeds) {
    Map<String, List<List<Integer>>> seedsByPart = new TreeMap<>();
    for (int seed = 0; seed < maxSeeds; seed++) {
      int world = seed;
      WorldScenario.run(
          seed,
          WorldOptions.SMALL.withConditions(expression ->
              expression == null
                  ? TableCondition.parse(null)
                  : watch(
                      expression,
                      seedsByPart.computeIfAbsent(expression, ConditionMutant::emptyLists),
                      world)));
    }
    List<ConditionMutant> mutants = new ArrayList<>();
    seedsByPart.forEach((expression, parts) -> {
      for (int part = 0; part < parts.size(); part++) {
        mutants.add(new ConditionMutant(expression, part, parts.get(part)));
      }
    });
    return mutants;
  }

  private static List<List<Integer>> emptyLists(String expression) {
    return TableCondition.conjuncts(expression).stream()
        .<List<Integer>>map(part -> new ArrayList<>())
        .toList();
  }

  /** Returns a condition that adds a seed to the list of a part when this part alone fails. */
  private static TableCondition watch(
      String expression, List<List<Integer>> seedsByPart, int seed) {
    TableCondition whole = TableCondition.parse(expression);
    return (item, arguments) -> {
      boolean holds = whole.holds(item, arguments);
      if (!holds) {
        List<TableCondition> parts = TableCondition.conjuncts(expression);
        List<TableCondition> failed =
            parts.stream().filter(part -> !part.holds(item, arguments)).toList();
        List<Integer> seeds = seedsByPart.get(parts.indexOf(failed.getFirst()));
        if (failed.size() == 1 && (seeds.isEmpty() || seeds.getLast() != seed)) {
          seeds.add(seed);
        }
      }
      return holds;
    };
  }

  @Override
  public TableCondition parse(@Nullable String sent) {
    if (!expression.equals(sent)) {
      return TableCondition.parse(sent);
    }
    List<TableCondition> parts = new ArrayList<>(TableCondition.conjuncts(expression));
    parts.remove(part);
    return TableCondition.all(parts);
  }

  @Override
  public String description() {
    return "part %d of %s".formatted(part + 1, expression);
  }

  @Override
  public @Nullable String findViolation(int maxSeeds) {
    return WorldScenario.findViolation(
        seeds.stream().filter(seed -> seed < maxSeeds).toList(),
        WorldOptions.SMALL.withConditions(this));
  }
}
