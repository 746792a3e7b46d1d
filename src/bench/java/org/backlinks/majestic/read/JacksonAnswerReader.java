package org.backlinks.majestic.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.TableBuilder;
import org.backlinks.snapshot.Utf8;

/**
 * Reads Majestic's JSON with Jackson into a snapshot, for comparison with {@link JsonAnswerReader}.
 * It reads the same tables with the same cache of column positions. Jackson rejects broken UTF-8,
 * so the body passes through {@link Utf8RepairingInputStream}.
 */
final class JacksonAnswerReader {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();

  private static final int MAX_COLUMNS = 512;

  private final JsonParser parser;
  private final SnapshotBuilder snapshot;

  /** The names of the previous row by position. Jackson returns equal names as the same object. */
  private final String[] names = new String[MAX_COLUMNS];

  private final int[] columns = new int[MAX_COLUMNS];
  private byte[] cell = new byte[1 << 12];

  private JacksonAnswerReader(JsonParser parser, SnapshotBuilder snapshot) {
    this.parser = parser;
    this.snapshot = snapshot;
  }

  /** Reads the tables of a whole answer. */
  static void read(InputStream body, SnapshotBuilder snapshot) throws IOException {
    try (JsonParser parser = JSON.createParser(new Utf8RepairingInputStream(body))) {
      new JacksonAnswerReader(parser, snapshot).readAnswer();
    }
  }

  private void readAnswer() throws IOException {
    parser.nextToken();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean areTables = parser.currentName().equalsIgnoreCase("DataTables");
      parser.nextToken();
      if (areTables) {
        readTables();
      } else {
        parser.skipChildren();
      }
    }
  }

  private void readTables() throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      TableBuilder table = snapshot.startTable(parser.currentName());
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName().toLowerCase(Locale.ROOT);
        parser.nextToken();
        switch (name) {
          case "headers" -> readHeaders(table);
          case "data" -> readRows(table);
          default -> parser.skipChildren();
        }
      }
      table.finish();
    }
  }

  private void readHeaders(TableBuilder table) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      table.putAttribute(name, parser.getText());
    }
  }

  private void readRows(TableBuilder table) throws IOException {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      int position = 0;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        int column = column(table, position++);
        setCell(table, column, parser.nextToken());
      }
      table.endRow();
    }
  }

  @SuppressWarnings("ReferenceEquality") // Jackson's names are canonical
  private int column(TableBuilder table, int position) throws IOException {
    String name = parser.currentName();
    if (names[position] != name) {
      names[position] = name;
      columns[position] = table.columnIndex(name);
    }
    return columns[position];
  }

  private void setCell(TableBuilder table, int column, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      table.setCell(column, cell, 0, 0);
      return;
    }
    if (token.isStructStart()) {
      ByteArrayOutputStream nested = new ByteArrayOutputStream();
      try (JsonGenerator copy = JSON.createGenerator(nested)) {
        copy.copyCurrentStructure(parser);
      }
      table.setCell(column, nested.toByteArray(), 0, nested.size());
      return;
    }
    char[] text = parser.getTextCharacters();
    int length = parser.getTextLength();
    if (cell.length < 3 * length) {
      cell = new byte[3 * length];
    }
    table.setCell(column, cell, 0, Utf8.encode(text, parser.getTextOffset(), length, cell, 0));
  }
}
