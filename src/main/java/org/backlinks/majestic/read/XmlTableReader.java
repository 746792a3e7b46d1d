package org.backlinks.majestic.read;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.backlinks.snapshot.ColumnTypes;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.backlinks.snapshot.TableBuilder;

/**
 * Reads one {@code DataTable} of an answer in XML: its attributes, its columns in {@code Headers},
 * and its rows, each a text of cells with pipes between them.
 */
final class XmlTableReader {
  /** One less than a table can have: a damaged row needs a column of its own. */
  private static final int MAX_COLUMNS = 499;

  private final XmlElementReader xml;
  private final SnapshotBuilder snapshot;
  private final TableBuilder table;
  private final PipeRowParser rowParser;

  /** The column of each cell; negative if the cells of the column are not kept. */
  private final int[] columns;

  private final RowBuffer rowText;

  private XmlTableReader(
      XmlElementReader xml, SnapshotBuilder snapshot, TableBuilder table, List<String> names)
      throws IOException {
    this.xml = xml;
    this.snapshot = snapshot;
    this.table = table;
    this.rowParser = new PipeRowParser(names.stream().map(ColumnTypes::typeOf).toList());
    this.columns = bindColumns(table, names);
    this.rowText = new RowBuffer();
  }

  /** Returns the column of each name. A repeated name belongs to a column of its own. */
  private static int[] bindColumns(TableBuilder table, List<String> names) throws IOException {
    int[] columns = new int[names.size()];
    Set<Integer> boundColumns = new HashSet<>();
    for (int i = 0; i < columns.length; i++) {
      int column = table.columnIndex(names.get(i));
      while (column >= 0 && !boundColumns.add(column)) {
        column = table.repeatedColumn(column);
      }
      columns[i] = column;
    }
    return columns;
  }

  /** Reads the table that is the current element, and leaves the element. */
  static TableBuilder read(XmlElementReader xml, SnapshotBuilder snapshot) throws IOException {
    String name = "";
    String headers = "";
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < xml.attributeCount(); i++) {
      String attribute = xml.attributeName(i);
      String value = xml.attributeValue(i);
      switch (attribute.toLowerCase(Locale.ROOT)) {
        case "name" -> name = value;
        case "headers" -> headers = value;
        case "rowscount" -> {}
        default -> attributes.put(attribute, value);
      }
    }
    TableBuilder table = snapshot.startTable(name);
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      table.putAttribute(attribute.getKey(), attribute.getValue());
    }
    List<String> names = PipeRowParser.parseNames(headers, MAX_COLUMNS);
    new XmlTableReader(xml, snapshot, table, names).readRows();
    return table;
  }

  private void readRows() throws IOException {
    // rows after an empty element are not in this table
    boolean isEmpty = xml.isEmptyElement();
    do {
      ByteSlice row = isEmpty ? null : xml.tryReadRow();
      while (row != null) {
        addRow(row.array(), row.start(), row.end());
        row = xml.tryReadRow();
      }
    } while (readChild());
  }

  /** Reads the next element through the parser; returns false at the end of the table. */
  private boolean readChild() throws IOException {
    if (!xml.moveToChild()) {
      return false;
    }
    if (xml.isElement("Row")) {
      xml.readText(rowText);
      addRow(rowText.bytes(), 0, rowText.length());
    } else {
      xml.skipElement();
    }
    return true;
  }

  private void addRow(byte[] text, int from, int to) throws IOException {
    if (rowParser.tryParse(text, from, to)) {
      for (int cell = 0; cell < columns.length; cell++) {
        if (columns[cell] >= 0) {
          int length = rowParser.unescapeCell(text, cell);
          table.setCell(columns[cell], text, rowParser.cellStart(cell), length);
        }
      }
    } else {
      table.setCell(table.columnIndex(Table.DAMAGED_ROW), text, from, to - from);
      snapshot
          .warnings()
          .countCells(Table.DAMAGED_ROW, "kept as the whole row, which can't be cut into cells", 1);
    }
    table.endRow();
  }
}
