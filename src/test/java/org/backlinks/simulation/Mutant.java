package org.backlinks.simulation;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The program without one of its guards. The simulation must notice that the guard is missing. */
interface Mutant {
  /** Returns what is missing, for a reader. */
  String description();

  /**
   * Runs the worlds of the seeds from 0 until one breaks an invariant.
   *
   * @return what broke, or null when no seed below the limit finds the mutant
   * @throws IOException when the mutant can't be built
   */
  @Nullable String findViolation(int maxSeeds) throws IOException;
}
