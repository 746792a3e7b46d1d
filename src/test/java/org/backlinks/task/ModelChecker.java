package org.backlinks.task;

import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.util.LoggingLevel;

/**
 * Runs operations on several threads in many interleavings, by Lincheck. A check fails in three
 * cases: the results differ from those of every order of the same operations on one thread, an
 * operation never ends, or a method with {@code @Validate} throws after the operations. The same
 * check always tries the same interleavings.
 *
 * <p>Lincheck switches threads only at accesses to shared memory, and each thread sees the newest
 * value. So a check can't find a field that should be volatile. A timed wait never times out. The
 * threads that the tested code starts are not controlled.
 */
public final class ModelChecker {
  private static final int INTERLEAVINGS = 100;

  /** A slow machine may need this long for one interleaving. A real deadlock is found at once. */
  private static final long TIMEOUT_MILLIS = 120_000;

  private final Class<?> operations;
  private final ModelCheckingOptions options = new ModelCheckingOptions();

  /**
   * Makes a checker.
   *
   * @param operations a public class with a public constructor. Its public methods with {@link
   *     Operation} are the operations. Each interleaving has its own instance
   */
  public ModelChecker(Class<?> operations) {
    this.operations = operations;
    options
        .invocationsPerIteration(INTERLEAVINGS)
        .invocationTimeout$lincheck(TIMEOUT_MILLIS)
        .logLevel(LoggingLevel.ERROR);
    withoutSwitchesIn(Logger.class);
  }

  /** Changes the number of interleavings. */
  public ModelChecker withInterleavings(int count) {
    options.invocationsPerIteration(count);
    return this;
  }

  /** Does not switch threads inside these classes and what they call. */
  public ModelChecker withoutSwitchesIn(Class<?>... classes) {
    return withoutSwitches(Stream.of(classes).map(Class::getName).toList()::contains);
  }

  /** Does not switch threads inside the classes of a package and what they call. */
  public ModelChecker withoutSwitchesInPackage(String name) {
    return withoutSwitches(className -> className.startsWith(name + "."));
  }

  private ModelChecker withoutSwitches(Predicate<String> isClassName) {
    options.addGuarantee(
        ManagedStrategyGuaranteeKt.forClasses(isClassName::test).allMethods().ignore());
    return this;
  }

  /**
   * Checks one scenario.
   *
   * @param threads the operations of each thread
   */
  @SafeVarargs
  public final void check(List<String>... threads) {
    List<List<Actor>> actors =
        Stream.of(threads).map(thread -> thread.stream().map(this::actor).toList()).toList();
    options
        .iterations(0)
        .addCustomScenario(new ExecutionScenario(List.of(), actors, List.of(), null))
        .check(operations);
  }

  private Actor actor(String name) {
    Method operation =
        Stream.of(operations.getMethods())
            .filter(method -> method.isAnnotationPresent(Operation.class))
            .filter(method -> method.getName().equals(name))
            .findFirst()
            .orElseThrow();
    return new Actor(operation, List.of());
  }
}
