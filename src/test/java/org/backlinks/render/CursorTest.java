package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.backlinks.report.Report;
import org.backlinks.report.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=. é";

  private final Report report = Samples.claimed();

  @Test
  void aCursorOfOursIsRead() {
    for (int from : List.of(0, 1, 1_000, 149_999, Integer.MAX_VALUE)) {
      assertThat(Cursor.read(report, Cursor.at(report, from))).hasValue(from);
    }
  }

  @Test
  void aCursorFitsIntoAnAddressAsItIs() {
    assertThat(IntStream.range(0, 200).mapToObj(from -> Cursor.at(report, from)))
        .allSatisfy(cursor -> assertThat(cursor).matches("[A-Za-z0-9_-]{20,40}"));
  }

  @Test
  void anyOtherCharacterAtAnyPlaceIsRefused() {
    String good = Cursor.at(report, 1_000);
    for (int at = 0; at < good.length(); at++) {
      for (char other : ALPHABET.toCharArray()) {
        String bad = good.substring(0, at) + other + good.substring(at + 1);
        if (other != good.charAt(at)) {
          assertThat(Cursor.read(report, bad)).as(bad).isEmpty();
        }
      }
    }
  }

  @Test
  void aCursorThatIsCutOrGoesOnIsRefused() {
    String good = Cursor.at(report, 7);
    for (int length = 0; length < good.length(); length++) {
      assertThat(Cursor.read(report, good.substring(0, length))).isEmpty();
    }
    for (String more : List.of("A", "=", "==", "AAAA", " ", "\n")) {
      assertThat(Cursor.read(report, good + more)).isEmpty();
    }
  }

  @Test
  void anotherReportsCursorIsRefused() {
    Report other = Samples.claimed(report.question());
    assertThat(other.cursorKey()).isEqualTo(report.cursorKey());
    assertThat(Cursor.read(other, Cursor.at(report, 7))).isEmpty();
  }

  @Test
  void aCursorMadeWithAnotherKeyIsRefused() {
    Report other =
        new Report(
            report.id(),
            report.version(),
            report.leaseEnd(),
            report.question(),
            report.parameters(),
            "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=",
            report.createdAt(),
            report.expiresAt(),
            report.usage(),
            report.state());
    assertThat(Cursor.read(other, Cursor.at(report, 7))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "1000", "!", "AAAAAAAAAAAAAAAAAAAAAAAAAAA", "\u0000", "日本"})
  void whatNobodyMadeIsRefused(String text) {
    assertThat(Cursor.read(report, text)).isEmpty();
  }
}
