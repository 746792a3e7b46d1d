package org.backlinks.majestic.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.backlinks.majestic.http.UnreadableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlRowInputStreamTest {
  private static final String DOCUMENT =
      """
      <?xml version="1.0"?><!-- <Row>no</Row> & -->\r
      <Result a='1>2' b="'&#0;">words &amp; <![CDATA[<Row>&#0;</Row>]] >]]></Result>
      """;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 9, 33, 1_000})
  void parserGetsTheSanitizedDocumentWhenBytesArriveInPieces(int pieceSize) throws IOException {
    String longText = "\u05d0\ud83e\uded6&amp;&#xD83E;&#xDED6;".repeat(3_000);
    byte[] document = (DOCUMENT + "<a>" + longText + "\u0000</a>").getBytes(UTF_8);
    XmlRowInputStream input = new XmlRowInputStream(new PiecewiseInputStream(document, pieceSize));
    assertThat(new String(readAll(input, pieceSize + 3), UTF_8))
        .isEqualTo(
            (DOCUMENT + "<a>" + longText + "\u0000</a>")
                .replace("b=\"'&#0;", "b=\"'\ufffd")
                .replace("&#xD83E;&#xDED6;", "\ud83e\uded6")
                .replace("\u0000", "\ufffd"));
    assertThat(input.replacedCount()).isEqualTo(2);
  }

  @Test
  void nothingIsReadBeyondTheLastTag() throws IOException {
    XmlRowInputStream input =
        input("<R>x<T a='>' b=\">\">\n<Row>1|&lt;</Row> <Row>2</Row></T></R>");
    assertThat(readPiece(input)).isEqualTo("<R>");
    assertThat(input.tryReadRow()).isNull();
    assertThat(readPiece(input)).isEqualTo("x<T a='>' b=\">\">");
    assertThat(readRow(input)).isEqualTo("1|<");
    assertThat(readRow(input)).isEqualTo("2");
    assertThat(input.tryReadRow()).isNull();
    assertThat(readPiece(input)).isEqualTo("</T>");
    assertThat(readPiece(input)).isEqualTo("</R>");
    assertThat(readPiece(input)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<row>x</row>",
        "<Row >x</Row>",
        "<Row/>",
        "<Row>x<!-- c --></Row>",
        "<Row>x</Row >",
        "<Row>x",
        "<Row>x</Ro",
        "<Rows>x</Rows>",
        "words<Row>x</Row>",
        ""
      })
  void rowWithMoreThanTextIsLeftToTheParser(String rest) throws IOException {
    XmlRowInputStream input = input("<T>" + rest);
    readPiece(input);
    assertThat(input.tryReadRow()).isNull();
    assertThat(new String(readAll(input, 100), UTF_8)).isEqualTo(rest);
  }

  @Test
  void rowInsideOtherMarkupIsLeftToTheParser() throws IOException {
    XmlRowInputStream input = input("<!--<Row>x</Row>--><T><Row>y</Row>");
    assertThat(readPiece(input)).isEqualTo("<!--");
    assertThat(input.tryReadRow()).isNull();
    assertThat(readPiece(input)).isEqualTo("<Row>x</Row>-->");
    byte[] half = new byte[2];
    assertThat(input.read(half, 0, 2)).isEqualTo(2);
    assertThat(input.tryReadRow()).isNull();
    assertThat(input.read(half, 0, 2)).isEqualTo(1);
    assertThat(readRow(input)).isEqualTo("y");
  }

  @Test
  void streamFailsBeyondTheAllowedBytes() throws IOException {
    XmlRowInputStream input = input("<a>" + "x".repeat(200_000) + "</a>");
    input.allowBytes(100_000);
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> {
          while (input.read(new byte[1_000]) > 0) {
            // reads up to the limit
          }
        })
        .isSameAs(input.failure());
  }

  @Test
  void eachMarkupIsSanitized() throws IOException {
    byte[] document =
        "<R a='\u00ff'><!-- \u00ff --><Row>\u00ff</Row><Row\u00ff>".getBytes(ISO_8859_1);
    XmlRowInputStream input = new XmlRowInputStream(new ByteArrayInputStream(document));
    input.allowBytes(Integer.MAX_VALUE);
    List<String> pieces = new ArrayList<>();
    for (String piece = readPiece(input); !piece.isEmpty(); piece = readPiece(input)) {
      pieces.add(piece);
      if (piece.endsWith("-->")) {
        assertThat(readRow(input)).isEqualTo("\ufffd");
      }
    }
    assertThat(pieces).containsExactly("<R a='\ufffd'>", "<!--", " \ufffd -->", "<Row\ufffd>");
    assertThat(input.replacedCount()).isEqualTo(4);
  }

  private static XmlRowInputStream input(String document) throws IOException {
    XmlRowInputStream input =
        new XmlRowInputStream(new ByteArrayInputStream(document.getBytes(UTF_8)));
    input.allowBytes(Integer.MAX_VALUE);
    return input;
  }

  private static String readPiece(XmlRowInputStream input) throws IOException {
    byte[] piece = new byte[1_000];
    int count = input.read(piece, 0, piece.length);
    return count < 0 ? "" : new String(piece, 0, count, UTF_8);
  }

  private static String readRow(XmlRowInputStream input) throws IOException {
    return Objects.requireNonNull(input.tryReadRow()).asText();
  }

  private static byte[] readAll(XmlRowInputStream input, int size) throws IOException {
    input.allowBytes(Integer.MAX_VALUE);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[size];
    for (int count = input.read(part); count >= 0; count = input.read(part)) {
      all.write(part, 0, count);
    }
    return all.toByteArray();
  }
}
