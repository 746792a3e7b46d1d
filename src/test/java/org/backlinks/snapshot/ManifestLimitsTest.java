package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestLimitsTest {
  private final ManifestLimits limits = new ManifestLimits();
  private final SnapshotBuilder builder = new SnapshotBuilder((_, _) -> {});

  @Test
  void attributesAreBounded() throws IOException {
    Map<String, String> stored = new LinkedHashMap<>();
    limits.putText(stored, "a".repeat(1_001), "x");
    assertThat(stored).isEmpty();
    for (int i = 0; i < 1_000; i++) {
      limits.putText(stored, "a" + i, "x".repeat(10_000));
    }
    assertThat(stored).hasSize(100);
    assertThat(stored.values()).allSatisfy(value -> assertThat(value).hasSize(1_024));
  }

  @Test
  void truncatedAttributeEndsBetweenCharacters() throws IOException {
    Map<String, String> stored = new LinkedHashMap<>();
    limits.putText(stored, "a", "x" + "\ud83d\ude00".repeat(3_000));
    String truncated = String.valueOf(stored.get("a"));
    assertThat(Character.isHighSurrogate(truncated.charAt(truncated.length() - 1))).isFalse();
  }

  @Test
  void manifestSizeIsBounded() throws IOException {
    String longText = "\u05d0".repeat(1_000);
    int size = 0;
    try {
      for (int table = 0; table < 30; table++) {
        TableBuilder tableBuilder = builder.startTable("T" + table);
        for (int i = 0; i < 100; i++) {
          tableBuilder.putAttribute(i + longText.substring(100), longText);
          size += 3_800;
        }
        tableBuilder.finish();
      }
    } catch (AnswerLimitException e) {
      assertThat(e).hasMessage("an answer has more than 4194304 bytes beside its rows");
    }
    assertThat(size).isBetween(4_190_000, 4_200_000);
  }

  @Test
  void manifestSizeCountsNamesAndChunks() throws IOException {
    assertThatExceptionOfType(AnswerLimitException.class)
        .isThrownBy(() -> builder.startTable("x".repeat(5_000_000)).finish());
    SnapshotBuilder chunkBuilder = new SnapshotBuilder((_, _) -> {});
    chunkBuilder.startTable("x".repeat((4 << 20) - 10_000)).finish();
    TableBuilder table = chunkBuilder.startTable("T");
    assertThatExceptionOfType(AnswerLimitException.class)
        .isThrownBy(() -> {
          for (int row = 0; row < 200 * TableBuilder.CHUNK_ROWS; row++) {
            table.endRow();
          }
        });
  }
}
