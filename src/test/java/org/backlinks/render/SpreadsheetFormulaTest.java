package org.backlinks.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetFormulaTest {
  /** Invisible letters. */
  private static final Set<Integer> HANGUL_FILLERS = Set.of(0x115F, 0x1160, 0x3164, 0xFFA0);

  private static boolean isFormula(String text) {
    byte[] utf8 = ("xy" + text + "=").getBytes(UTF_8);
    return SpreadsheetFormula.isFormula(utf8, 2, utf8.length - 1);
  }

  @Test
  void characterNormalizedToSignStartsFormula() {
    int found = 0;
    for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
      if (Character.getType(character) == Character.SURROGATE) {
        continue;
      }
      String normal = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKC);
      if (normal.matches("(?s)[=+@\\x{2212}-].*")) {
        assertThat(isFormula(Character.toString(character) + "1+1")).as("%x", character).isTrue();
        found++;
      } else if (Character.isLetterOrDigit(character) && !HANGUL_FILLERS.contains(character)) {
        assertThat(isFormula(Character.toString(character) + "=1")).as("%x", character).isFalse();
      }
    }
    assertThat(found).isGreaterThan(18);
  }

  @Test
  void trimmedAndInvisibleCharactersAreSkipped() {
    int skipped = 0;
    for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
      if (Character.isWhitespace(character)
          || Character.isSpaceChar(character)
          || Character.isISOControl(character)
          || Character.getType(character) == Character.FORMAT) {
        assertThat(isFormula(Character.toString(character) + "=1+1")).as("%x", character).isTrue();
        skipped++;
      }
    }
    assertThat(skipped).isGreaterThan(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(1)",
        "\n=1+1",
        "\r\n=1+1",
        "\t",
        "\rx",
        "  =1",
        " \n\t @x",
        "\u00A0=1",
        "\u3000\uFF1D1",
        "\u200B\u200D\uFEFF+1",
        "\u202E=1",
        "\u00AD-1",
        "\uFE0F=1",
        "\u3164=1",
        "\uDB40\uDC20=1",
        "\uFF0B1",
        "\uFF0D1",
        "\uFF20x",
        "\uFE66x",
        "\uFE62x",
        "\uFE63x",
        "\uFE6Bx",
        "\u22121",
        "\u2028=1",
        "\u0000=1",
        "\u0085=1",
        "= =",
        "\uFB291"
      })
  void executableTextIsFormula(String text) {
    assertThat(isFormula(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n",
        "\u00A0\u200B",
        "tea",
        "\ntea",
        " tea = coffee",
        "a=b",
        "'=1",
        "\"=1",
        "10-5",
        "(=1)",
        "\u2013 dash",
        "\u2014",
        "\u00AB=\u00BB",
        "\u0301=1",
        "\u65E5=1",
        "\uD83D\uDE00=1",
        "1=",
        "#=",
        "~",
        "\u007Fx"
      })
  void otherTextIsNotFormula(String text) {
    assertThat(isFormula(text)).isFalse();
  }
}
