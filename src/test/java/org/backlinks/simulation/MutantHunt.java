package org.backlinks.simulation;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Lets the simulation look for every mutant, and prints a table of what it found. */
final class MutantHunt {
  /** A mutant that no world below this seed finds counts as not found. */
  private static final int MAX_SEEDS = 2_000;

  /** The worlds in which the conditions of the program are collected. */
  private static final int CONDITION_SEEDS = 40;

  private final PrintStream out;

  MutantHunt(PrintStream out) {
    this.out = out;
  }

  /**
   * Returns whether the simulation finds every mutant.
   *
   * @param pattern a regular expression that is found in the description of each mutant to look for
   */
  boolean run(String pattern) throws IOException {
    List<Mutant> mutants = new ArrayList<>(ConditionMutant.all(CONDITION_SEEDS));
    mutants.addAll(SourceMutant.all());
    Pattern wanted = Pattern.compile(pattern);
    mutants.removeIf(mutant -> !wanted.matcher(mutant.description()).find());
    out.println("| missing guard | seconds | what breaks |");
    out.println("|---|---|---|");
    int found = 0;
    for (Mutant mutant : mutants) {
      Instant begun = Instant.now();
      String violation = mutant.findViolation(MAX_SEEDS);
      found += violation == null ? 0 : 1;
      out.printf(
          "| %s | %d | %s |%n",
          mutant.description(),
          Duration.between(begun, Instant.now()).toSeconds(),
          violation == null ? "**not found**" : shorten(violation));
    }
    out.printf("%d of %d mutants found%n", found, mutants.size());
    return found == mutants.size();
  }

  private static String shorten(String violation) {
    String line = violation.lines().findFirst().orElse("");
    return line.length() <= 120 ? line : line.substring(0, 120) + " …";
  }
}
