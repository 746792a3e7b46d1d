package org.backlinks.simulation;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lets the simulation look for every mutant, and prints a table of what it found. */
final class MutantHunt {
  /** A mutant that no world below this seed finds counts as not found. */
  private static final int MAX_SEEDS = Integer.getInteger("simulation.mutantSeeds", 2_000);

  /** The message of a violation: its seed, and what broke. */
  private static final Pattern VIOLATION = Pattern.compile("seed (\\d+): (.*)");

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32,}");
  private static final int MAX_VIOLATION_LENGTH = 70;

  private final PrintStream out;

  MutantHunt(PrintStream out) {
    this.out = out;
  }

  /** Looks for every guard in the source whose description has a match of a regular expression. */
  boolean findGuards(String pattern) throws IOException {
    return findAll(GuardMutant.all(), pattern);
  }

  /** Looks for every part of a condition whose description has a match of a regular expression. */
  boolean findParts(String pattern) throws IOException {
    return findAll(ConditionMutant.all(MAX_SEEDS), pattern);
  }

  /** Returns whether the simulation finds every mutant. */
  private boolean findAll(List<? extends Mutant> all, String pattern) throws IOException {
    Pattern wanted = Pattern.compile(pattern);
    List<? extends Mutant> mutants =
        all.stream().filter(mutant -> wanted.matcher(mutant.description()).find()).toList();
    out.println("| missing guard | seed | seconds | what breaks |");
    out.println("|---|---|---|---|");
    int found = 0;
    for (Mutant mutant : mutants) {
      Instant begun = Instant.now();
      String violation = mutant.findViolation(MAX_SEEDS);
      found += violation == null ? 0 : 1;
      long seconds = Duration.between(begun, Instant.now()).toSeconds();
      out.println(tableRow(mutant.description(), violation, seconds));
    }
    out.printf("%d of %d mutants found%n", found, mutants.size());
    return found == mutants.size();
  }

  private static String tableRow(String guard, @Nullable String violation, long seconds) {
    Matcher matcher = VIOLATION.matcher(violation == null ? "" : violation);
    return matcher.find()
        ? "| %s | %s | %d | %s |"
            .formatted(guard, matcher.group(1), seconds, shorten(matcher.group(2)))
        : "| %s | **not found** | %d | |".formatted(guard, seconds);
  }

  /** Returns the beginning of a violation, without the ids of reports. */
  private static String shorten(String violation) {
    String text = ID.matcher(violation).replaceAll("…");
    return text.length() <= MAX_VIOLATION_LENGTH
        ? text
        : text.substring(0, MAX_VIOLATION_LENGTH).strip() + " …";
  }
}
