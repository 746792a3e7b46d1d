package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnEncodingTest {
  @ParameterizedTest
  @CsvSource({"DICTIONARY, 0", "BACK_REFERENCE, 1", "NUMBERS, 2", "DAYS, 3"})
  void storedNumberNeverChanges(ColumnEncoding encoding, int number) throws CorruptChunkException {
    assertThat(encoding.storedNumber()).isEqualTo(number);
    assertThat(ColumnEncoding.fromStoredNumber(number)).isEqualTo(encoding);
  }

  @Test
  void unknownNumberIsCorrupt() {
    assertThat(ColumnEncoding.values()).hasSize(4);
    assertThatExceptionOfType(CorruptChunkException.class)
        .isThrownBy(() -> ColumnEncoding.fromStoredNumber(4));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "2, 2", "3, 2", "255, 8", "256, 9", "9223372036854775807, 63"})
  void bitWidthHoldsEveryNumberUpToMax(long max, int width) {
    assertThat(ColumnEncoding.bitWidth(max)).isEqualTo(width);
  }
}
