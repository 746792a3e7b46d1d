package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.backlinks.report.SampleReports.NOW;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.backlinks.config.Settings;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.snapshot.ChunkSink;
import org.backlinks.task.RecordingTaskScheduler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargeValueStoreTest {
  private static LocalDynamoDb dynamo;
  private static int tables;

  private DynamoDbTable table;
  private LargeValueStore values;

  @BeforeAll
  static void start() {
    dynamo = LocalDynamoDb.inMemory();
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @BeforeEach
  void newTable() {
    Settings settings = Settings.from(Map.of("BACKLINKS_TABLE", "values-" + tables++));
    dynamo.createTable(settings.table().name());
    WriteBackoff backoff = new WriteBackoff(new RecordingTaskScheduler(), new SplittableRandom(1));
    table = new DynamoDbTable(dynamo.client(), settings, backoff);
    values = new LargeValueStore(table);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        ChunkSink.MAX_PIECE_BYTES,
        ChunkSink.MAX_PIECE_BYTES + 1,
        3 * ChunkSink.MAX_PIECE_BYTES,
        4_000_000
      })
  void valueIsReadAsWritten(int size) throws IOException {
    byte[] value = randomBytes(size);
    assertThat(values.putIfAbsent("value", value, NOW)).isTrue();
    assertThat(values.findAll(List.of("value", "other"))).containsOnlyKeys("value");
    assertThat(values.findAll(List.of("value")).get("value")).isEqualTo(value);
  }

  @Test
  void storedValueIsNotOverwritten() throws IOException {
    byte[] first = randomBytes(2 * ChunkSink.MAX_PIECE_BYTES);
    values.putIfAbsent("value", first, NOW);
    assertThat(values.putIfAbsent("value", new byte[2 * ChunkSink.MAX_PIECE_BYTES], NOW)).isFalse();
    assertThat(values.findAll(List.of("value")).get("value")).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, ChunkSink.MAX_PIECE_BYTES + 1, 3 * ChunkSink.MAX_PIECE_BYTES})
  void valueIsWrittenOverLongerOrShorterOne(int size) throws IOException {
    values.put("value", randomBytes(2 * ChunkSink.MAX_PIECE_BYTES), NOW);
    byte[] second = randomBytes(size);
    values.put("value", second, NOW.plusSeconds(60));
    assertThat(values.findAll(List.of("value")).get("value")).isEqualTo(second);
    assertThat(table.find("value").orElseThrow().expiresAt()).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void valueIsAbsentUntilItsFirstItemIsWritten() throws IOException {
    values.putIfAbsent("value", randomBytes(2 * ChunkSink.MAX_PIECE_BYTES), NOW);
    table.tryDelete(table.delete("value").build());
    assertThat(values.findAll(List.of("value"))).isEmpty();
  }

  @Test
  void readFailsWhenItemOfValueIsMissing() {
    values.putIfAbsent("value", randomBytes(3 * ChunkSink.MAX_PIECE_BYTES), NOW);
    table.tryDelete(table.delete("value#2").build());
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> values.findAll(List.of("value")))
        .withMessageContaining("missing");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 41, Long.MAX_VALUE})
  void readFailsWhenItemCountIsImpossible(long count) {
    Item item =
        new Item("value")
            .bytes(TableAttributes.BYTES, new byte[1])
            .number(TableAttributes.ITEM_COUNT, count);
    table.tryPut(table.put(item).build());
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> values.findAll(List.of("value")))
        .withMessageContaining(count + " items");
  }

  @Test
  void valuesAreFoundWhenKeysNeedSeveralReads() throws IOException {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < DynamoDbTable.MAX_KEYS_PER_READ + 1; i++) {
      keys.add("value " + i);
      values.putIfAbsent("value " + i, new byte[] {(byte) i}, NOW);
    }
    assertThat(values.findAll(keys)).containsOnlyKeys(keys);
  }

  private static byte[] randomBytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
