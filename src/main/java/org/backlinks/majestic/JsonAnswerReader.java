package org.backlinks.majestic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.TableBuilder;

/**
 * Reads upstream's JSON a token at a time into a snapshot: globals beside {@code Code}, tables
 * under {@code DataTables}, each with attributes under {@code Headers} and rows under {@code Data},
 * in any order. Columns bind by name.
 */
final class JsonAnswerReader {
  /** One more than a cell may have, so that the cell is cut, with a warning. */
  private static final int LONGEST_NESTED = 64 * 1024 + 1;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(50)
                  .maxStringLength(8_000_000)
                  .build())
          .build();

  private final JsonParser json;
  private final SnapshotBuilder into;
  private final Map<String, String> globals = new LinkedHashMap<>();
  private String code = "";
  private String message = "";

  /**
   * The columns in the order of the row before: rows repeat their names in one order, almost
   * always.
   */
  private String[] names = new String[64];

  private int[] columns = new int[64];
  private int bound;

  private JsonAnswerReader(JsonParser json, SnapshotBuilder into) {
    this.json = json;
    this.into = into;
  }

  /**
   * Reads a whole answer.
   *
   * @param globals where the global variables go; they count even when the rest can't be read
   * @throws UnreadableException when the body is not upstream's JSON
   * @throws IOException when the body can't be had, or chunks can't be stored
   */
  static Envelope read(InputStream body, SnapshotBuilder into, Map<String, String> globals)
      throws IOException {
    try (JsonParser json = JSON.createParser(body)) {
      JsonAnswerReader reader = new JsonAnswerReader(json, into);
      try {
        return reader.answer();
      } catch (JsonProcessingException e) {
        throw new UnreadableException("not JSON at byte " + json.currentLocation().getByteOffset());
      } finally {
        globals.putAll(reader.globals);
      }
    } catch (CharConversionException e) {
      throw new UnreadableException("not text in any encoding that JSON allows");
    }
  }

  private Envelope answer() throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new UnreadableException("the body is no JSON object");
    }
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name.toLowerCase(Locale.ROOT)) {
        case "code" -> code = scalar();
        case "errormessage" -> message = scalar();
        case "fullerror" -> json.skipChildren();
        case "datatables" -> tables();
        case "globalvars" -> attributes(globals);
        default -> TableBuilder.keep(globals, name, scalar());
      }
    }
    if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
      throw new UnreadableException("the body goes on after its end");
    }
    return new Envelope(code, message, new Globals(globals));
  }

  private void tables() throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      expect(JsonToken.START_OBJECT, "a table");
      table(into.table(name));
    }
  }

  private void table(TableBuilder table) throws IOException {
    bound = 0;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      JsonToken value = json.nextToken();
      switch (name.toLowerCase(Locale.ROOT)) {
        case "headers" -> {
          Map<String, String> headers = new LinkedHashMap<>();
          attributes(headers);
          headers.forEach(table::attribute);
        }
        case "data" -> {
          if (value != JsonToken.VALUE_NULL) {
            rows(table);
          }
        }
        default -> table.attribute(name, scalar());
      }
    }
    table.finish();
  }

  private void attributes(Map<String, String> into) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      TableBuilder.keep(into, name, scalar());
    }
  }

  private void rows(TableBuilder table) throws IOException {
    expect(JsonToken.START_ARRAY, "Data");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(JsonToken.START_OBJECT, "a row");
      row(table);
    }
  }

  private void row(TableBuilder table) throws IOException {
    int position = 0;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      int column = column(table, position++, name);
      switch (json.nextToken()) {
        case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
            table.cell(
                column, json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
        case VALUE_NULL -> {}
        default -> {
          char[] text = scalar().toCharArray();
          table.cell(column, text, 0, text.length);
        }
      }
    }
    table.endRow();
  }

  private int column(TableBuilder table, int position, String name) throws IOException {
    if (position < bound && names[position].equals(name)) {
      return columns[position];
    }
    int column = table.column(name);
    if (position == names.length) {
      names = Arrays.copyOf(names, position * 2);
      columns = Arrays.copyOf(columns, position * 2);
    }
    names[position] = name;
    columns[position] = column;
    bound = Math.max(bound, position + 1);
    return column;
  }

  /** The current value as text: as written; what is nested as JSON, cut when long; null as "". */
  private String scalar() throws IOException {
    return switch (json.currentToken()) {
      case VALUE_NULL -> "";
      case START_OBJECT, START_ARRAY -> {
        BoundedWriter text = new BoundedWriter(LONGEST_NESTED);
        try (JsonGenerator copy = JSON.createGenerator(text)) {
          copy.copyCurrentStructureExact(json);
        }
        yield text.toString();
      }
      default -> json.getText();
    };
  }

  private void expect(JsonToken token, String what) throws IOException {
    if (json.currentToken() == null) {
      throw new UnreadableException("cut short in " + what);
    }
    if (json.currentToken() != token) {
      throw new UnreadableException(
          what + " has another shape, at byte " + json.currentLocation().getByteOffset());
    }
  }
}
