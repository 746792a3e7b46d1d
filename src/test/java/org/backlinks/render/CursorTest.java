package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.ReadBatches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=. é";

  private static final Cursor CURSOR = new Cursor(7, 1, 2, 1);

  private final Report report = SampleReports.claimed();

  @Test
  void cursorRoundTrips() {
    for (int from : List.of(0, 1, 1_000, 149_999, Integer.MAX_VALUE)) {
      Cursor cursor = new Cursor(from, 3, from / 2, from % 5);
      assertThat(parseSigned(cursor.encode(report))).hasValue(cursor);
    }
  }

  @Test
  void cursorIsUrlSafe() {
    assertThat(IntStream.range(0, 200).mapToObj(from -> encodedCursor(from)))
        .allSatisfy(cursor -> assertThat(cursor).matches("[A-Za-z0-9_-]{39}"));
  }

  @Test
  void cursorIsRejectedWhenAnyCharacterDiffers() {
    String good = encodedCursor(1_000);
    for (int index = 0; index < good.length(); index++) {
      for (char replacement : ALPHABET.toCharArray()) {
        String bad = good.substring(0, index) + replacement + good.substring(index + 1);
        if (replacement != good.charAt(index)) {
          assertThat(parseSigned(bad)).as(bad).isEmpty();
        }
      }
    }
  }

  @Test
  void cursorIsRejectedWhenTruncatedOrExtended() {
    String good = encodedCursor(7);
    for (int length = 0; length < good.length(); length++) {
      assertThat(parseSigned(good.substring(0, length))).isEmpty();
    }
    for (String suffix : List.of("A", "=", "==", "AAAA", " ", "\n")) {
      assertThat(parseSigned(good + suffix)).isEmpty();
    }
  }

  @Test
  void cursorOfAnotherReportIsRejected() {
    Report other = SampleReports.claimed(report.question());
    assertThat(other.cursorKey()).isEqualTo(report.cursorKey());
    assertThat(CURSOR.isSignedFor(other, CURSOR.encode(report))).isFalse();
  }

  @Test
  void cursorIsRejectedWhenSignedWithAnotherKey() {
    Report other =
        SampleReports.withCursorKey("MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=", report);
    assertThat(CURSOR.isSignedFor(other, CURSOR.encode(report))).isFalse();
  }

  @Test
  void cursorOmitsPiecesOfOtherVersionOrLargeChunk() {
    assertThat(Cursor.of(7, 2, new ChunkRef(5, 3, 10, 0, -1, -1)).pieceNumbers())
        .containsExactly(5, 6, 7);
    assertThat(Cursor.of(7, 2, new ChunkRef(5, 3, 10, 0, -1, -1, 1)).pieceNumbers()).isEmpty();
    assertThat(Cursor.of(7, 2, new ChunkRef(5, 1_000, 10, 0, -1, -1)).pieceNumbers()).isEmpty();
  }

  @Test
  void cursorIsRejectedWhenPieceCountIsOutOfRange() {
    for (int pieces : new int[] {-1, -128, ReadBatches.MAX_PIECES + 1, 127}) {
      assertThat(Cursor.parse(new Cursor(1, 1, 0, pieces).encode(report))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "1000", "!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "\u0000", "日本"})
  void malformedCursorIsRejected(String text) {
    assertThat(parseSigned(text)).isEmpty();
  }

  private String encodedCursor(int from) {
    return new Cursor(from, 1, 0, 1).encode(report);
  }

  /** Returns the cursor if it is signed for the report. */
  private Optional<Cursor> parseSigned(String text) {
    return Cursor.parse(text).filter(cursor -> cursor.isSignedFor(report, text));
  }
}
