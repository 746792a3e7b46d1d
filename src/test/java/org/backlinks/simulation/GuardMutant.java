package org.backlinks.simulation;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.stream.IntStream;
import org.backlinks.mutants.MutantClassLoader;
import org.backlinks.mutants.SourceMutant;
import org.jspecify.annotations.Nullable;

/** The program without one guard in its source. {@code guards.txt} has the guards. */
record GuardMutant(SourceMutant source) implements Mutant {
  /** Returns every mutant of the list. */
  static List<GuardMutant> all() throws IOException {
    return SourceMutant.readAll("simulation/guards.txt").stream().map(GuardMutant::new).toList();
  }

  @Override
  public String description() {
    return source.description();
  }

  @Override
  public @Nullable String findViolation(int maxSeeds) throws IOException {
    try (MutantClassLoader loader = source.compile()) {
      return (String)
          loader
              .loadClass(Worlds.class.getName())
              .getMethod("findViolation", int.class)
              .invoke(null, maxSeeds);
    } catch (InvocationTargetException e) {
      return e.getCause().toString();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The entry into a mutated program: only types of the platform cross its boundary. */
  public static final class Worlds {
    private Worlds() {}

    /** Runs the worlds of the seeds from 0 until one breaks an invariant; else returns null. */
    public static @Nullable String findViolation(int maxSeeds) {
      return WorldScenario.findViolation(
          IntStream.range(0, maxSeeds)::iterator, WorldOptions.SMALL);
    }
  }
}
