package org.backlinks.majestic;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.backlinks.snapshot.CellType;
import org.backlinks.snapshot.Columns;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.TableBuilder;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/**
 * Reads upstream's XML an event at a time into a snapshot: globals as attributes of {@code
 * GlobalVars}, tables under {@code DataTables}, each with its attributes, its columns in {@code
 * Headers} and a text of cells between pipes a {@code Row}. Gives the same snapshot as {@link
 * JsonAnswerReader} for the same data.
 */
final class XmlAnswerReader {
  /** Keeps the whole text of a row whose cells can't be told apart. */
  static final String DAMAGED_ROW = "DamagedRow";

  /** One less than a table may have: a damaged row needs a column of its own. */
  private static final int MOST_COLUMNS = 499;

  /** The longest tag, comment or text that is no row, bytes. */
  private static final int LONGEST_EVENT = 8 << 20;

  /** The longest row, bytes: all of it may be written in references. */
  private static final int LONGEST_ROW = 10 * RowText.LONGEST;

  private static final WstxInputFactory XML = factory();

  private final XMLStreamReader2 xml;
  private final Source source;
  private final SnapshotBuilder into;
  private final Map<String, String> globals;
  private final RowText text = new RowText();

  private XmlAnswerReader(
      XMLStreamReader2 xml, Source source, SnapshotBuilder into, Map<String, String> globals) {
    this.xml = xml;
    this.source = source;
    this.into = into;
    this.globals = globals;
  }

  private static WstxInputFactory factory() {
    WstxInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, 20);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, 1_000_000);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, 1_000);
    // upstream's writer makes references of control characters that XML 1.0 has no place for
    factory.setProperty(WstxInputProperties.P_ALLOW_XML11_ESCAPED_CHARS_IN_XML10, true);
    factory.getConfig().setInputBufferLength(1 << 14);
    return factory;
  }

  /**
   * Reads a whole answer.
   *
   * @param globals where the global variables go; they count even when the rest can't be read
   * @throws UnreadableException when the body is not upstream's XML
   * @throws IOException when the body can't be had, or chunks can't be stored
   */
  static Envelope read(InputStream body, SnapshotBuilder into, Map<String, String> globals)
      throws IOException {
    Source source = new Source(body);
    try {
      XMLStreamReader2 xml = (XMLStreamReader2) XML.createXMLStreamReader(source);
      try {
        return new XmlAnswerReader(xml, source, into, globals).answer();
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      if (source.failure != null) {
        throw source.failure;
      }
      throw new UnreadableException("not XML" + place(e));
    }
  }

  private static String place(XMLStreamException e) {
    return e.getLocation() == null ? "" : " at character " + e.getLocation().getCharacterOffset();
  }

  private Envelope answer() throws IOException, XMLStreamException {
    while (next() != XMLStreamConstants.START_ELEMENT) {
      // what may stand before the root says nothing
    }
    if (!is("Result")) {
      throw new UnreadableException("the root element is no Result");
    }
    String code = "";
    String message = "";
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      String name = xml.getAttributeLocalName(i);
      switch (name.toLowerCase(Locale.ROOT)) {
        case "code" -> code = xml.getAttributeValue(i);
        case "errormessage" -> message = xml.getAttributeValue(i);
        case "fullerror" -> {}
        default -> global(name, i);
      }
    }
    while (child()) {
      if (is("GlobalVars")) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
          global(xml.getAttributeLocalName(i), i);
        }
        skip();
      } else if (is("DataTables")) {
        tables();
      } else {
        skip();
      }
    }
    while (xml.hasNext()) {
      next();
    }
    return new Envelope(code, message, new Globals(globals));
  }

  private void global(String name, int attribute) {
    if (!name.startsWith("xmlns")) {
      TableBuilder.keep(globals, name, xml.getAttributeValue(attribute));
    }
  }

  private void tables() throws IOException, XMLStreamException {
    while (child()) {
      if (is("DataTable")) {
        table();
      } else {
        skip();
      }
    }
  }

  private void table() throws IOException, XMLStreamException {
    String name = "";
    String headers = "";
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      String attribute = xml.getAttributeLocalName(i);
      String value = xml.getAttributeValue(i);
      switch (attribute.toLowerCase(Locale.ROOT)) {
        case "name" -> name = value;
        case "headers" -> headers = value;
        case "rowscount" -> {}
        default -> attributes.put(attribute, value);
      }
    }
    TableBuilder table = into.table(name);
    attributes.forEach(table::attribute);
    rows(table, PipeRow.names(headers, MOST_COLUMNS));
    table.finish();
  }

  private void rows(TableBuilder table, List<String> names) throws IOException, XMLStreamException {
    int[] columns = new int[names.size()];
    List<CellType> types = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      columns[i] = table.column(names.get(i));
      types.add(Columns.typeOf(names.get(i)));
    }
    PipeRow row = new PipeRow(types);
    while (child()) {
      if (is("Row")) {
        text();
        row(table, columns, row);
      } else {
        skip();
      }
    }
  }

  private void row(TableBuilder table, int[] columns, PipeRow row) throws IOException {
    if (row.cut(text.text(), text.length())) {
      for (int cell = 0; cell < columns.length; cell++) {
        int length = row.undouble(text.text(), cell);
        table.cell(columns[cell], text.text(), row.from(cell), length);
      }
    } else {
      table.cell(table.column(DAMAGED_ROW), text.text(), 0, text.length());
      into.warnings().count(DAMAGED_ROW, "kept as the whole row, which can't be cut into cells", 1);
    }
    table.endRow();
  }

  /** Takes the text of the current element up to its end. */
  private void text() throws IOException, XMLStreamException {
    text.clear();
    for (int event = next(); event != XMLStreamConstants.END_ELEMENT; event = next()) {
      switch (event) {
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          source.allow(LONGEST_ROW);
          xml.getText(text, false);
        }
        case XMLStreamConstants.START_ELEMENT -> skip();
        default -> {}
      }
    }
  }

  /** Goes to the next element inside the current one; false at its end. */
  private boolean child() throws IOException, XMLStreamException {
    int event = next();
    while (event != XMLStreamConstants.START_ELEMENT) {
      if (event == XMLStreamConstants.END_ELEMENT) {
        return false;
      }
      event = next();
    }
    return true;
  }

  /** Leaves the current element with all that is in it. */
  private void skip() throws IOException, XMLStreamException {
    while (child()) {
      skip();
    }
  }

  private int next() throws IOException, XMLStreamException {
    source.allow(LONGEST_EVENT);
    int event = xml.next();
    if (event == XMLStreamConstants.DTD) {
      throw new UnreadableException("a document type, where none is expected");
    }
    if (event == XMLStreamConstants.ENTITY_REFERENCE) {
      throw new UnreadableException("an entity, where only characters are expected");
    }
    return event;
  }

  private boolean is(String element) {
    return xml.getLocalName().equalsIgnoreCase(element);
  }

  /** Remembers how reading failed, which is not the XML's fault, and gives so much at a time. */
  private static final class Source extends FilterInputStream {
    private @Nullable IOException failure;
    private long allowed = LONGEST_EVENT;

    Source(InputStream body) {
      super(body);
    }

    void allow(int bytes) {
      allowed = bytes;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      try {
        if (allowed <= 0) {
          throw new UnreadableException("a part is longer than any of upstream's");
        }
        int count = super.read(into, from, length);
        allowed -= count;
        return count;
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}
