package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.backlinks.config.Settings;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.store.Interleaving.Observation;
import org.backlinks.store.ModelTable.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random interleavings of two or three workers whose clocks jump and whose requests may be late.
 * Most runs use a model of the table in memory. Other runs use the stores and check that they
 * answer each request like the model. {@code -DtwoWorkers.seed=} repeats one run.
 */
class TwoWorkersTest {
  private static final int SIMULATED_RUNS = 20_000;
  private static final int STORED_RUNS = 60;
  private static final int REQUESTS = 120;
  private static final int STORED_REQUESTS = 30;
  private static final String SEED_PROPERTY = "twoWorkers.seed";

  @Test
  void interleavedWorkersKeepInvariants() {
    Map<Observation, Integer> observations =
        runSeeds(
            SIMULATED_RUNS,
            REQUESTS,
            seed -> {
              ModelTable model = ModelTable.withAllConditions();
              return new Interleaving(new SplittableRandom(seed), "s", model, model);
            });
    if (Long.getLong(SEED_PROPERTY) == null) {
      assertThat(observations).containsOnlyKeys(Observation.values());
    }
  }

  @Test
  void reportStoreAnswersLikeModel() {
    try (LocalDynamoDb dynamo = LocalDynamoDb.inMemory()) {
      Settings settings = Settings.from(Map.of());
      dynamo.createTable(settings.table().name());
      StoreFixture stores = StoreFixture.of(dynamo.client(), settings);
      runSeeds(
          STORED_RUNS,
          STORED_REQUESTS,
          seed -> {
            ModelTable model = ModelTable.withAllConditions();
            return new Interleaving(
                new SplittableRandom(seed),
                Long.toHexString(seed),
                new ComparingReportTable(new StoreReportTable(stores), model),
                model);
          });
    }
  }

  /** Each condition of the store's writes is necessary, and these runs detect its absence. */
  @ParameterizedTest
  @EnumSource
  void violationIsFoundWhenOneConditionIsMissing(Condition missing) {
    Set<Condition> others = EnumSet.complementOf(EnumSet.of(missing));
    boolean isFound =
        LongStream.range(0, SIMULATED_RUNS)
            .parallel()
            .anyMatch(seed -> isInvariantBroken(seed, others));
    assertThat(isFound).as("a run that breaks a guarantee without " + missing).isTrue();
  }

  private static boolean isInvariantBroken(long seed, Set<Condition> conditions) {
    ModelTable model = new ModelTable(conditions);
    Interleaving run = new Interleaving(new SplittableRandom(seed), "s", model, model);
    try {
      run.run(REQUESTS);
      return false;
    } catch (AssertionError | RuntimeException violation) {
      return true;
    }
  }

  private static Map<Observation, Integer> runSeeds(
      int runs, int requests, Function<Long, Interleaving> newRun) {
    Long repeatedSeed = Long.getLong(SEED_PROPERTY);
    long first = repeatedSeed == null ? ThreadLocalRandom.current().nextLong() : repeatedSeed;
    long start = System.nanoTime();
    Map<Observation, Integer> observations =
        LongStream.range(0, repeatedSeed == null ? runs : 1)
            .parallel()
            .mapToObj(i -> runSeed(first + i, requests, newRun.apply(first + i)))
            .reduce(new EnumMap<>(Observation.class), TwoWorkersTest::addCounts);
    System.out.printf(
        "%d runs of %d requests in %d ms, seeds from %d: %s%n",
        repeatedSeed == null ? runs : 1,
        requests,
        Duration.ofNanos(System.nanoTime() - start).toMillis(),
        first,
        observations);
    return observations;
  }

  private static Map<Observation, Integer> runSeed(long seed, int requests, Interleaving run) {
    try {
      return run.run(requests);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "-D%s=%d breaks a guarantee: %s%n%s"
              .formatted(SEED_PROPERTY, seed, e.getMessage(), run.log()),
          e);
    }
  }

  private static Map<Observation, Integer> addCounts(
      Map<Observation, Integer> first, Map<Observation, Integer> second) {
    Map<Observation, Integer> sum = new EnumMap<>(Observation.class);
    sum.putAll(first);
    second.forEach((event, count) -> sum.merge(event, count, Integer::sum));
    return sum;
  }
}
