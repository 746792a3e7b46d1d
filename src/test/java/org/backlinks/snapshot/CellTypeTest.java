package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CellTypeTest {
  @ParameterizedTest
  @CsvSource({
    "x, TEXT",
    "-12, TEXT NUMBER NUMBER_OR_UNKNOWN",
    "1, TEXT NUMBER NUMBER_OR_UNKNOWN FLAG",
    "True, TEXT FLAG",
    "2017-07-27, TEXT DATE",
    "4.0, TEXT"
  })
  void typeReadsItsOwnTexts(String text, String types) {
    for (CellType type : CellType.values()) {
      byte[] delimited = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
      boolean expected = (" " + types + " ").contains(" " + type + " ");
      assertThat(type.canRead(delimited, 1, delimited.length - 1))
          .as("%s", type)
          .isEqualTo(expected);
    }
  }

  @Test
  void numberInAnotherFormIsNormalized() {
    assertThat(normalized(CellType.NUMBER, "4.0")).isEqualTo("4");
    assertThat(normalized(CellType.NUMBER_OR_UNKNOWN, "-1e0")).isEqualTo("-1");
    assertThat(normalized(CellType.FLAG, "1.0")).isEqualTo("1");
  }

  @Test
  void otherTextHasNoNormalizedNumber() {
    assertThat(normalized(CellType.NUMBER, "4.5")).isNull();
    assertThat(normalized(CellType.FLAG, "2.0")).isNull();
    assertThat(normalized(CellType.TEXT, "4.0")).isNull();
    assertThat(normalized(CellType.DATE, "4.0")).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void typeHasDisplayName(CellType type) {
    assertThat(type.displayName()).isNotBlank();
  }

  private static @Nullable String normalized(CellType type, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] number = type.normalizedNumber(bytes, 0, bytes.length);
    return number == null ? null : new String(number, StandardCharsets.UTF_8);
  }
}
