package org.backlinks.majestic.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Objects;
import org.backlinks.majestic.http.UnreadableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlElementReaderTest {
  @Test
  void childrenAreVisitedInTheirOrder() throws IOException {
    try (XmlElementReader xml =
        reader("<?xml version='1.0'?><!-- c --><A x='1' Y=''>words<B/><C><D/></C><!-- c --></A>")) {
      xml.moveToRoot();
      assertThat(xml.isElement("a")).isTrue();
      assertThat(xml.isElement("B")).isFalse();
      assertThat(xml.attributeCount()).isEqualTo(2);
      assertThat(xml.attributeName(0)).isEqualTo("x");
      assertThat(xml.attributeValue(0)).isEqualTo("1");
      assertThat(xml.attributeName(1)).isEqualTo("Y");
      assertThat(xml.attributeValue(1)).isEmpty();
      assertThat(xml.moveToChild()).isTrue();
      assertThat(xml.isElement("B")).isTrue();
      assertThat(xml.isEmptyElement()).isTrue();
      assertThat(xml.moveToChild()).isFalse();
      assertThat(xml.moveToChild()).isTrue();
      assertThat(xml.isElement("C")).isTrue();
      assertThat(xml.isEmptyElement()).isFalse();
      xml.skipElement();
      assertThat(xml.moveToChild()).isFalse();
      xml.moveToEnd();
    }
  }

  @Test
  void textIsReadWithoutTheTextOfOtherElements() throws IOException {
    try (XmlElementReader xml =
        reader("<A> a&amp;<B>no<C>no</C></B><![CDATA[<b>]]>\r\n<!-- no -->\u05d0</A>")) {
      xml.moveToRoot();
      RowBuffer text = new RowBuffer();
      text.write("before");
      xml.readText(text);
      assertThat(new String(text.bytes(), 0, text.length(), UTF_8)).isEqualTo(" a&<b>\n\u05d0");
      xml.moveToEnd();
    }
  }

  @Test
  void rowsAreReadBetweenElements() throws IOException {
    try (XmlElementReader xml =
        reader("<Table><Row>1&lt;</Row> <Row>2</Row><Row n=''>3</Row><Row>4</Row></Table>")) {
      xml.moveToRoot();
      assertThat(rowText(xml)).isEqualTo("1<");
      assertThat(rowText(xml)).isEqualTo("2");
      assertThat(xml.tryReadRow()).isNull();
      assertThat(xml.moveToChild()).isTrue();
      assertThat(xml.attributeName(0)).isEqualTo("n");
      xml.skipElement();
      assertThat(rowText(xml)).isEqualTo("4");
      assertThat(xml.moveToChild()).isFalse();
      xml.moveToEnd();
    }
  }

  private static String rowText(XmlElementReader xml) throws IOException {
    return Objects.requireNonNull(xml.tryReadRow()).asText();
  }

  @Test
  void invalidCharactersAreReplacedAndCounted() throws IOException {
    byte[] document = "<A x='\u00ff'><Row>\u00ff</Row>&#0;</A>".getBytes(ISO_8859_1);
    try (XmlElementReader xml = new XmlElementReader(new ByteArrayInputStream(document))) {
      xml.moveToRoot();
      assertThat(xml.attributeValue(0)).isEqualTo("\ufffd");
      assertThat(xml.replacedCount()).isEqualTo(1);
      assertThat(rowText(xml)).isEqualTo("\ufffd");
      xml.skipElement();
      xml.moveToEnd();
      assertThat(xml.replacedCount()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "words",
        "<A>",
        "<A></B>",
        "<A",
        "<A x='<'/>",
        "<A/><B/>",
        "<A/>words",
        "<A>&b;</B>"
      })
  void malformedDocumentIsUnreadable(String document) {
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> readToTheEnd(stream(document)));
  }

  @Test
  void messageHasThePositionWhenTheDocumentIsMalformed() {
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> readToTheEnd(stream("<A><B></A></B></A>")))
        .withMessage("not XML before byte 10");
  }

  @Test
  void documentTypeIsNotAllowed() {
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> readToTheEnd(stream("<!DOCTYPE A><A/>")))
        .withMessage("a document type is not allowed");
  }

  @Test
  void nestedElementsHaveAMaximumDepth() throws IOException {
    readToTheEnd(stream("<A>".repeat(20) + "</A>".repeat(20)));
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> readToTheEnd(stream("<A>".repeat(21) + "</A>".repeat(21))));
  }

  @Test
  void failureOfTheInputIsPassedOn() {
    IOException failure = new IOException("reset");
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw failure;
          }
        };
    for (String start : new String[] {"", "<A", "<A>", "<A/>"}) {
      InputStream document = stream(start + " ".repeat(1_000));
      assertThatThrownBy(() -> readToTheEnd(new SequenceInputStream(document, broken)))
          .isSameAs(failure);
    }
  }

  private static void readToTheEnd(InputStream document) throws IOException {
    try (XmlElementReader xml = new XmlElementReader(document)) {
      xml.moveToRoot();
      xml.skipElement();
      xml.moveToEnd();
    }
  }

  private static XmlElementReader reader(String document) throws IOException {
    return new XmlElementReader(stream(document));
  }

  private static InputStream stream(String document) {
    return PiecewiseInputStream.ofSingleBytes(document);
  }
}
