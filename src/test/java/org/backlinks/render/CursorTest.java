package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.backlinks.report.Report;
import org.backlinks.report.Samples;
import org.backlinks.snapshot.ChunkRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=. é";

  private static final Cursor CURSOR = new Cursor(7, 1, 2, 1);

  private final Report report = Samples.claimed();

  @Test
  void aCursorOfOursIsRead() {
    for (int from : List.of(0, 1, 1_000, 149_999, Integer.MAX_VALUE)) {
      Cursor cursor = new Cursor(from, 3, from / 2, from % 5);
      assertThat(read(cursor.text(report))).hasValue(cursor);
    }
  }

  @Test
  void aCursorFitsIntoAnAddressAsItIs() {
    assertThat(IntStream.range(0, 200).mapToObj(from -> at(from)))
        .allSatisfy(cursor -> assertThat(cursor).matches("[A-Za-z0-9_-]{39}"));
  }

  @Test
  void anyOtherCharacterAtAnyPlaceIsRefused() {
    String good = at(1_000);
    for (int at = 0; at < good.length(); at++) {
      for (char other : ALPHABET.toCharArray()) {
        String bad = good.substring(0, at) + other + good.substring(at + 1);
        if (other != good.charAt(at)) {
          assertThat(read(bad)).as(bad).isEmpty();
        }
      }
    }
  }

  @Test
  void aCursorThatIsCutOrGoesOnIsRefused() {
    String good = at(7);
    for (int length = 0; length < good.length(); length++) {
      assertThat(read(good.substring(0, length))).isEmpty();
    }
    for (String more : List.of("A", "=", "==", "AAAA", " ", "\n")) {
      assertThat(read(good + more)).isEmpty();
    }
  }

  @Test
  void anotherReportsCursorIsRefused() {
    Report other = Samples.claimed(report.question());
    assertThat(other.cursorKey()).isEqualTo(report.cursorKey());
    assertThat(CURSOR.isOf(other, CURSOR.text(report))).isFalse();
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
    assertThat(CURSOR.isOf(other, CURSOR.text(report))).isFalse();
  }

  @Test
  void whatIsFarOrOfManyPiecesIsNotNamed() {
    assertThat(Cursor.at(7, 2, new ChunkRef(5, 3, 10, 0, -1, -1)).numbers())
        .containsExactly(5, 6, 7);
    assertThat(Cursor.at(7, 2, new ChunkRef(5, 3, 10, 0, -1, -1, 1)).numbers()).isEmpty();
    assertThat(Cursor.at(7, 2, new ChunkRef(5, 1_000, 10, 0, -1, -1)).numbers()).isEmpty();
  }

  @Test
  void nobodyHasUsReadWithoutEnd() {
    for (int pieces : new int[] {-1, -128, Groups.MOST_PIECES + 1, 127}) {
      assertThat(Cursor.read(new Cursor(1, 1, 0, pieces).text(report))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "1000", "!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "\u0000", "日本"})
  void whatNobodyMadeIsRefused(String text) {
    assertThat(read(text)).isEmpty();
  }

  private String at(int from) {
    return new Cursor(from, 1, 0, 1).text(report);
  }

  /** The cursor, if it is one of the report's. */
  private Optional<Cursor> read(String text) {
    return Cursor.read(text).filter(cursor -> cursor.isOf(report, text));
  }
}
