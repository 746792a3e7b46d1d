package org.backlinks.majestic.read;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.backlinks.majestic.http.UnreadableException;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/**
 * Moves through the elements of an XML document. It limits the size of each part, and allows
 * neither a document type nor entities.
 */
final class XmlElementReader implements AutoCloseable {
  /** Maximum bytes of a tag, a comment, or a text that is not in a row. */
  private static final int MAX_EVENT_BYTES = 8 << 20;

  /** Maximum bytes of a row as it is written: each character can be a reference. */
  private static final int MAX_ROW_BYTES = 10 * RowBuffer.MAX_ROW_BYTES;

  private static final WstxInputFactory FACTORY = createFactory();

  private final XmlRowInputStream input;
  private final XMLStreamReader2 xml;

  private static WstxInputFactory createFactory() {
    WstxInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, 20);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, 1_000_000);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, 1_000);
    // upstream writes references to control characters, which XML 1.0 does not allow
    factory.setProperty(WstxInputProperties.P_ALLOW_XML11_ESCAPED_CHARS_IN_XML10, true);
    factory.getConfig().setInputBufferLength(1 << 14);
    return factory;
  }

  XmlElementReader(InputStream body) throws IOException {
    input = new XmlRowInputStream(body);
    input.allowBytes(MAX_EVENT_BYTES);
    try {
      xml = (XMLStreamReader2) FACTORY.createXMLStreamReader(input, "UTF-8");
    } catch (XMLStreamException e) {
      throw toIoException();
    }
  }

  /** Returns the failure of the input if there was one; the XML is invalid otherwise. */
  private IOException toIoException() {
    IOException failure = input.failure();
    return failure == null
        ? new UnreadableException("not XML before byte " + input.position())
        : failure;
  }

  /** Returns the number of characters that were no valid text up to now. */
  long replacedCount() {
    return input.replacedCount();
  }

  /** Moves to the root element. */
  void moveToRoot() throws IOException {
    int event = nextEvent();
    while (event != XMLStreamConstants.START_ELEMENT) {
      event = nextEvent();
    }
  }

  /** Moves to the end of the document: no element and no text may follow the root. */
  void moveToEnd() throws IOException {
    input.replaceBySpaces();
    int event = nextEvent();
    while (event != XMLStreamConstants.END_DOCUMENT) {
      event = nextEvent();
    }
  }

  /**
   * Moves to the next element inside the current one.
   *
   * @return false when there is none; the reader has left the current element then
   */
  boolean moveToChild() throws IOException {
    int event = nextEvent();
    while (event != XMLStreamConstants.START_ELEMENT) {
      if (event == XMLStreamConstants.END_ELEMENT) {
        return false;
      }
      event = nextEvent();
    }
    return true;
  }

  /** Leaves the current element, and skips everything in it. */
  void skipElement() throws IOException {
    while (moveToChild()) {
      skipElement();
    }
  }

  /** Returns whether the current element has this name, in any case. */
  boolean isElement(String name) {
    return xml.getLocalName().equalsIgnoreCase(name);
  }

  int attributeCount() {
    return xml.getAttributeCount();
  }

  String attributeName(int index) {
    return xml.getAttributeLocalName(index);
  }

  String attributeValue(int index) {
    return xml.getAttributeValue(index);
  }

  /** Returns whether the current element is written as one tag: {@code <Name/>}. */
  boolean isEmptyElement() throws IOException {
    try {
      return xml.isEmptyElement();
    } catch (XMLStreamException e) {
      throw toIoException();
    }
  }

  /**
   * Reads the next row if it is directly after the current tag and has no markup in it.
   *
   * @return the text of the row, valid until the next read; null if there is no such row
   */
  @Nullable ByteSlice tryReadRow() throws IOException {
    return input.tryReadRow();
  }

  /** Leaves the current element, and writes its text without that of the elements in it. */
  void readText(RowBuffer text) throws IOException {
    text.clear();
    for (int event = nextEvent(); event != XMLStreamConstants.END_ELEMENT; event = nextEvent()) {
      switch (event) {
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            appendText(text);
        case XMLStreamConstants.START_ELEMENT -> skipElement();
        default -> {}
      }
    }
  }

  private void appendText(RowBuffer text) throws IOException {
    input.allowBytes(MAX_ROW_BYTES);
    try {
      xml.getText(text, false);
    } catch (XMLStreamException e) {
      throw toIoException();
    }
  }

  private int nextEvent() throws IOException {
    input.allowBytes(MAX_EVENT_BYTES);
    int event;
    try {
      event = xml.next();
    } catch (XMLStreamException e) {
      throw toIoException();
    }
    if (event == XMLStreamConstants.DTD) {
      throw new UnreadableException("a document type is not allowed");
    }
    if (event == XMLStreamConstants.ENTITY_REFERENCE) {
      throw new UnreadableException("an entity instead of a character");
    }
    return event;
  }

  @Override
  public void close() throws IOException {
    try {
      xml.close();
    } catch (XMLStreamException e) {
      throw toIoException();
    }
  }
}
