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
import org.backlinks.local.DynamoDb;
import org.backlinks.ops.Settings;
import org.backlinks.store.Interleaving.Seen;
import org.backlinks.store.ModelTable.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random interleavings of two or three workers, late ones among them, on clocks that jump: mostly
 * on a table in memory that knows the store's conditions, some on the store itself, which must then
 * answer each request as the table in memory does. {@code -DtwoWorkers.seed=} plays one run again.
 */
class TwoWorkersTest {
  private static final int SIMULATED_RUNS = 20_000;
  private static final int STORED_RUNS = 200;
  private static final int REQUESTS = 120;
  private static final int STORED_REQUESTS = 30;
  private static final String SEED = "twoWorkers.seed";

  @Test
  void noInterleavingBreaksAPromise() {
    Map<Seen, Integer> seen =
        play(
            SIMULATED_RUNS,
            REQUESTS,
            seed -> {
              ModelTable model = ModelTable.complete();
              return new Interleaving(new SplittableRandom(seed), "s", model, model);
            });
    if (Long.getLong(SEED) == null) {
      assertThat(seen).containsOnlyKeys(Seen.values());
    }
  }

  @Test
  void theStoreAnswersEachRequestAsTheModelDoes() {
    try (DynamoDb dynamo = DynamoDb.inMemory()) {
      Settings settings = Settings.from(Map.of());
      dynamo.createTable(settings.table());
      Reports reports = new Reports(dynamo.client(), settings);
      play(
          STORED_RUNS,
          STORED_REQUESTS,
          seed -> {
            ModelTable model = ModelTable.complete();
            return new Interleaving(
                new SplittableRandom(seed),
                Long.toHexString(seed),
                new ComparedTable(new StoredTable(reports), model),
                model);
          });
    }
  }

  /**
   * Each condition of the store's writes is needed, and these runs find out where it is missing.
   */
  @ParameterizedTest
  @EnumSource
  void aTableWithoutOneConditionIsFoundOut(Condition missing) {
    Set<Condition> others = EnumSet.complementOf(EnumSet.of(missing));
    boolean found =
        LongStream.range(0, SIMULATED_RUNS).parallel().anyMatch(seed -> breaks(seed, others));
    assertThat(found).as("a run that breaks a promise without " + missing).isTrue();
  }

  private static boolean breaks(long seed, Set<Condition> conditions) {
    ModelTable model = new ModelTable(conditions);
    Interleaving run = new Interleaving(new SplittableRandom(seed), "s", model, model);
    try {
      run.run(REQUESTS);
      return false;
    } catch (AssertionError | RuntimeException broken) {
      return true;
    }
  }

  private static Map<Seen, Integer> play(
      int runs, int requests, Function<Long, Interleaving> start) {
    Long only = Long.getLong(SEED);
    long first = only == null ? ThreadLocalRandom.current().nextLong() : only;
    long began = System.nanoTime();
    Map<Seen, Integer> seen =
        LongStream.range(0, only == null ? runs : 1)
            .parallel()
            .mapToObj(i -> played(first + i, requests, start.apply(first + i)))
            .reduce(new EnumMap<>(Seen.class), TwoWorkersTest::sum);
    System.out.printf(
        "%d runs of %d requests in %d ms, seeds from %d: %s%n",
        only == null ? runs : 1,
        requests,
        Duration.ofNanos(System.nanoTime() - began).toMillis(),
        first,
        seen);
    return seen;
  }

  private static Map<Seen, Integer> played(long seed, int requests, Interleaving run) {
    try {
      return run.run(requests);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "-D%s=%d breaks a promise: %s%n%s".formatted(SEED, seed, e.getMessage(), run.log()), e);
    }
  }

  private static Map<Seen, Integer> sum(Map<Seen, Integer> one, Map<Seen, Integer> other) {
    Map<Seen, Integer> sum = new EnumMap<>(Seen.class);
    sum.putAll(one);
    other.forEach((event, count) -> sum.merge(event, count, Integer::sum));
    return sum;
  }
}
