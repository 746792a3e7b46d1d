package org.backlinks.majestic.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class XmlMarkupScannerTest {
  @ParameterizedTest
  @MethodSource
  void documentIsDividedIntoPieces(String document, List<String> pieces) throws IOException {
    assertThat(divide(document)).isEqualTo(pieces);
  }

  private static Stream<Arguments> documentIsDividedIntoPieces() {
    return Stream.of(
        Arguments.of("", List.of()),
        Arguments.of("words", List.of("words")),
        Arguments.of("<a>", List.of("<a>")),
        Arguments.of("<a><b/>x</a>", List.of("<a>", "<b/>", "x</a>")),
        Arguments.of("<a b='>' c=\"'>\">x", List.of("<a b='>' c=\"'>\">", "x")),
        Arguments.of("<a b='\">'>\"x>'<c>", List.of("<a b='\">'>", "\"x>'<c>")),
        Arguments.of("x<!-- <a> -->y", List.of("x", "<!--", " <a> -->", "y")),
        Arguments.of("<!---->", List.of("<!--", "-->")),
        Arguments.of("<![CDATA[<a>]]]>]]>x", List.of("<![CDATA[", "<a>]]]>", "]]>x")),
        Arguments.of("<?xml a='?>'?><a>", List.of("<?", "xml a='?>", "'?><a>")),
        Arguments.of("<!DOCTYPE a><a>", List.of("<!DOCTYPE a>", "<a>")),
        Arguments.of("<a", List.of("<a")),
        Arguments.of("x<", List.of("x", "<")),
        Arguments.of("<!-", List.of("<!-")),
        Arguments.of("<!--x--", List.of("<!--", "x--")),
        Arguments.of("<![CDATA[x]]", List.of("<![CDATA[", "x]]")));
  }

  @Test
  void referencesAreOnlyInTextAndTags() throws IOException {
    InputBuffer buffer = buffer("<a><!--x-->y<![CDATA[z]]>");
    XmlMarkupScanner scanner = new XmlMarkupScanner(buffer);
    List<String> states = new ArrayList<>();
    for (String piece = next(buffer, scanner); !piece.isEmpty(); piece = next(buffer, scanner)) {
      states.add(piece + " " + scanner.isInText() + " " + scanner.hasReferences());
    }
    assertThat(states)
        .containsExactly(
            "<a> true true",
            "<!-- false false",
            "x--> true true",
            "y true true",
            "<![CDATA[ false false",
            "z]]> true true");
  }

  @Test
  void tagContinuesInTheNextPieceWhenItReachesTheLimit() throws IOException {
    InputBuffer buffer = buffer("<a b='>'>x");
    XmlMarkupScanner scanner = new XmlMarkupScanner(buffer);
    assertThat(scanner.pieceEnd(buffer.position() + 6)).isEqualTo(buffer.position() + 6);
    assertThat(scanner.isInText()).isFalse();
    assertThat(scanner.hasReferences()).isTrue();
    buffer.skip(6);
    assertThat(next(buffer, scanner)).isEqualTo(">'>");
    assertThat(scanner.isInText()).isTrue();
  }

  @Test
  void possibleStartOfTheClosingStaysForTheNextPiece() throws IOException {
    InputBuffer buffer =
        new InputBuffer(new PiecewiseInputStream("<!--xx-->".getBytes(UTF_8), 8), 16, 16);
    buffer.fill();
    XmlMarkupScanner scanner = new XmlMarkupScanner(buffer);
    assertThat(next(buffer, scanner)).isEqualTo("<!--");
    assertThat(next(buffer, scanner)).isEqualTo("xx");
    buffer.fill();
    assertThat(next(buffer, scanner)).isEqualTo("-->");
  }

  private static List<String> divide(String document) throws IOException {
    InputBuffer buffer = buffer(document);
    XmlMarkupScanner scanner = new XmlMarkupScanner(buffer);
    List<String> pieces = new ArrayList<>();
    for (String piece = next(buffer, scanner); !piece.isEmpty(); piece = next(buffer, scanner)) {
      pieces.add(piece);
    }
    return pieces;
  }

  private static String next(InputBuffer buffer, XmlMarkupScanner scanner) {
    if (buffer.position() == buffer.limit()) {
      return "";
    }
    int end = scanner.pieceEnd(buffer.limit());
    String piece = new String(buffer.bytes(), buffer.position(), end - buffer.position(), UTF_8);
    buffer.skip(end - buffer.position());
    return piece;
  }

  /** Returns a buffer that has read the whole document. */
  private static InputBuffer buffer(String document) throws IOException {
    InputBuffer buffer = new InputBuffer(PiecewiseInputStream.ofSingleBytes(document), 64, 64);
    buffer.request(64);
    assertThat(buffer.isAtEnd()).isTrue();
    return buffer;
  }
}
