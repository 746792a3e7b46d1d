package org.backlinks.majestic.read;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import org.backlinks.majestic.http.UnreadableException;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.TableBuilder;

/**
 * Reads an answer of upstream in XML into a snapshot: global variables as attributes of {@code
 * Result} and {@code GlobalVars}, and tables in {@code DataTables}. For the same data it gives the
 * same snapshot as {@link JsonAnswerReader}.
 */
final class XmlAnswerReader {
  private final XmlElementReader xml;
  private final SnapshotBuilder snapshot;
  private final Map<String, String> globals;
  private String code = "";
  private String message = "";
  private long replacedInTables;

  private XmlAnswerReader(
      XmlElementReader xml, SnapshotBuilder snapshot, Map<String, String> globals) {
    this.xml = xml;
    this.snapshot = snapshot;
    this.globals = globals;
  }

  /**
   * Reads a whole answer.
   *
   * @param globals gets the global variables; they are valid even if the rest is unreadable
   * @throws UnreadableException when the body is not XML in the shape that upstream uses
   * @throws IOException when the body can't be received, or chunks can't be stored
   */
  static AnswerEnvelope read(
      InputStream body, SnapshotBuilder snapshot, Map<String, String> globals) throws IOException {
    try (XmlElementReader xml = new XmlElementReader(body)) {
      return new XmlAnswerReader(xml, snapshot, globals).readAnswer();
    }
  }

  private AnswerEnvelope readAnswer() throws IOException {
    xml.moveToRoot();
    if (!xml.isElement("Result")) {
      throw new UnreadableException("the root element is not Result");
    }
    readResultAttributes();
    while (xml.moveToChild()) {
      if (xml.isElement("GlobalVars")) {
        for (int i = 0; i < xml.attributeCount(); i++) {
          putGlobal(i);
        }
        xml.skipElement();
      } else if (xml.isElement("DataTables")) {
        readTables();
      } else {
        xml.skipElement();
      }
    }
    xml.moveToEnd();
    snapshot
        .warnings()
        .countReplacedCharacters(
            JsonAnswerReader.OUTSIDE_TABLES, xml.replacedCount() - replacedInTables);
    return new AnswerEnvelope(code, message, new Globals(globals));
  }

  private void readResultAttributes() throws IOException {
    for (int i = 0; i < xml.attributeCount(); i++) {
      switch (xml.attributeName(i).toLowerCase(Locale.ROOT)) {
        case "code" -> code = xml.attributeValue(i);
        case "errormessage" -> message = xml.attributeValue(i);
        case "fullerror" -> {}
        default -> putGlobal(i);
      }
    }
  }

  private void putGlobal(int attribute) throws IOException {
    String name = xml.attributeName(attribute);
    if (!name.startsWith("xmlns")) {
      snapshot.putText(globals, name, xml.attributeValue(attribute));
    }
  }

  private void readTables() throws IOException {
    long replacedBefore = xml.replacedCount();
    while (xml.moveToChild()) {
      if (xml.isElement("DataTable")) {
        TableBuilder table = XmlTableReader.read(xml, snapshot);
        long replaced = xml.replacedCount() - replacedBefore;
        replacedInTables += replaced;
        table.countReplacedCharacters(replaced);
        table.finish();
      } else {
        xml.skipElement();
      }
      replacedBefore = xml.replacedCount();
    }
  }
}
