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
record ConditionMutant(String expression, int part)
    implements Mutant, SimulatedTable.ConditionParser {
  /** Returns every mutant of the conditions that the program sends in some worlds. */
  static List<ConditionMutant> all(int worlds) {
    Set<String> expressions = new TreeSet<>();
    for (int seed = 0; seed < worlds; seed++) {
      WorldScenario.run(
          seed,
          WorldOptions.SMALL.withConditions(expression -> {
            if (expression != null) {
              expressions.add(expression);
            }
            return TableCondition.parse(expression);
          }));
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

  @Override
  public String description() {
    return "part %d of %s".formatted(part + 1, expression);
  }

  @Override
  public @Nullable String findViolation(int maxSeeds) {
    return WorldScenario.findViolation(maxSeeds, WorldOptions.SMALL.withConditions(this));
  }
}
