package org.backlinks.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The program without one part of one condition under which it writes.
 *
 * @param expression the condition, as the program sends it
 * @param part the position of the part that is left out, among those that AND joins
 */
record ConditionMutant(String expression, int part) implements SimulatedTable.ConditionParser {
  /** Returns every mutant of the conditions that the program sends in some worlds. */
  static List<ConditionMutant> all(int worlds) {
    Set<String> expressions = new TreeSet<>();
    for (int seed = 0; seed < worlds; seed++) {
      WorldScenario.run(
          seed,
          false,
          expression -> {
            if (expression != null) {
              expressions.add(expression);
            }
            return TableCondition.parse(expression);
          });
    }
    List<ConditionMutant> mutants = new ArrayList<>();
    for (String expression : expressions) {
      for (int part = 0; part < TableCondition.conjuncts(expression).size(); part++) {
        mutants.add(new ConditionMutant(expression, part));
      }
    }
    return mutants;
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

  /**
   * Returns the first seed whose world breaks an invariant with this mutant.
   *
   * @return the failed world, or null when no seed below the limit finds the mutant
   */
  @Nullable SimulatedWorld find(int maxSeeds) {
    for (int seed = 0; seed < maxSeeds; seed++) {
      SimulatedWorld world = WorldScenario.run(seed, false, this);
      if (world.invariants().failure() != null) {
        return world;
      }
    }
    return null;
  }
}
