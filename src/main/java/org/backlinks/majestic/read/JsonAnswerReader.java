package org.backlinks.majestic.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.backlinks.majestic.http.UnreadableException;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.TableBuilder;

/**
 * Reads an answer of upstream in JSON into a snapshot: global variables beside {@code Code}, and
 * tables in {@code DataTables}. A table has attributes in {@code Headers} and rows in {@code Data},
 * in any order. Cells bind to columns by name.
 */
public final class JsonAnswerReader {
  /** More than a cell can have: secrets at its end are masked before it is truncated. */
  private static final int MAX_NESTED_BYTES = 128 * 1024;

  /** Positions after this one are not cached: only repeated names can be there. */
  private static final int MAX_CACHED_POSITIONS = 512;

  private static final byte[] NO_MATCH = {0};

  /** The name in warnings of everything outside the tables. */
  static final String OUTSIDE_TABLES = "Answer";

  private final JsonTokenReader json;
  private final SnapshotBuilder snapshot;
  private final Map<String, String> globals;
  private String code = "";
  private String message = "";

  /**
   * The names of the last row by their position, each as it is written, with its colon. Almost all
   * rows have the same names in the same order.
   */
  private byte[][] cachedNames = new byte[64][];

  private int[] cachedColumns = new int[64];
  private int cachedCount;
  private long replacedInTables;

  private JsonAnswerReader(
      JsonTokenReader json, SnapshotBuilder snapshot, Map<String, String> globals) {
    this.json = json;
    this.snapshot = snapshot;
    this.globals = globals;
  }

  /**
   * Reads a whole answer.
   *
   * @param globals gets the global variables; they are valid even if the rest is unreadable
   * @throws UnreadableException when the body is not JSON in the shape that upstream uses
   * @throws IOException when the body can't be received, or chunks can't be stored
   */
  public static AnswerEnvelope read(
      InputStream body, SnapshotBuilder snapshot, Map<String, String> globals) throws IOException {
    return new JsonAnswerReader(new JsonTokenReader(body), snapshot, globals).readAnswer();
  }

  private AnswerEnvelope readAnswer() throws IOException {
    if (json.peekByte() != '{') {
      throw new UnreadableException("the body is not a JSON object");
    }
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      switch (name.toLowerCase(Locale.ROOT)) {
        case "code" -> code = readText();
        case "errormessage" -> message = readText();
        case "fullerror" -> json.skipValue();
        case "datatables" -> readTables();
        case "globalvars" -> readAttributes(globals);
        default -> snapshot.putText(globals, name, readText());
      }
    }
    json.endObject();
    if (json.peekByte() != JsonTokenReader.END) {
      throw new UnreadableException("the body has more data after its end");
    }
    snapshot
        .warnings()
        .countReplacedCharacters(OUTSIDE_TABLES, json.replacedCount() - replacedInTables);
    return new AnswerEnvelope(code, message, new Globals(globals));
  }

  private void readTables() throws IOException {
    if (json.peekByte() != '{') {
      json.skipValue();
      return;
    }
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      requireNext('{', "a table");
      readTable(snapshot.startTable(name));
    }
    json.endObject();
  }

  private void readTable(TableBuilder table) throws IOException {
    cachedCount = 0;
    long replacedBefore = json.replacedCount();
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      switch (name.toLowerCase(Locale.ROOT)) {
        case "headers" -> readHeaders(table);
        case "data" -> {
          if (json.peekByte() == 'n') {
            json.skipValue();
          } else {
            readRows(table);
          }
        }
        default -> table.putAttribute(name, readText());
      }
    }
    json.endObject();
    long replaced = json.replacedCount() - replacedBefore;
    replacedInTables += replaced;
    table.countReplacedCharacters(replaced);
    table.finish();
  }

  private void readHeaders(TableBuilder table) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    readAttributes(headers);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      table.putAttribute(header.getKey(), header.getValue());
    }
  }

  private void readAttributes(Map<String, String> attributes) throws IOException {
    if (json.peekByte() != '{') {
      json.skipValue();
      return;
    }
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      snapshot.putText(attributes, name, readText());
    }
    json.endObject();
  }

  private void readRows(TableBuilder table) throws IOException {
    requireNext('[', "Data");
    json.beginArray();
    while (json.hasNext()) {
      requireNext('{', "a row");
      readRow(table);
    }
    json.endArray();
  }

  private void readRow(TableBuilder table) throws IOException {
    json.beginObject();
    for (int position = 0; json.hasNext(); position++) {
      int column =
          position < cachedCount && json.trySelectName(cachedNames[position])
              ? cachedColumns[position]
              : resolveColumn(table, position);
      ByteSlice cell = json.nextValue(MAX_NESTED_BYTES);
      if (column >= 0) {
        table.setCell(column, cell.array(), cell.start(), cell.length());
      }
    }
    json.endObject();
    table.endRow();
  }

  /**
   * Reads the name at this position of a row, finds its column and caches it. A name that repeats
   * another one of the same row belongs to a column of its own and is not cached.
   */
  private int resolveColumn(TableBuilder table, int position) throws IOException {
    String name = json.nextName();
    boolean isVerbatim = json.isVerbatim();
    int named = table.columnIndex(name);
    int column = named;
    while (column >= 0 && table.hasCell(column)) {
      column = table.repeatedColumn(column);
    }
    if (position < MAX_CACHED_POSITIONS) {
      byte[] written = ('"' + name + "\":").getBytes(StandardCharsets.UTF_8);
      cacheColumn(position, isVerbatim && column == named ? written : NO_MATCH, column);
    }
    return column;
  }

  private void cacheColumn(int position, byte[] written, int column) {
    if (position == cachedNames.length) {
      cachedNames = Arrays.copyOf(cachedNames, position * 2);
      cachedColumns = Arrays.copyOf(cachedColumns, position * 2);
    }
    cachedNames[position] = written;
    cachedColumns[position] = column;
    // no later position of the same row can have the same column
    for (int later = position + 1; later < cachedCount; later++) {
      if (cachedColumns[later] == column) {
        cachedNames[later] = NO_MATCH;
      }
    }
    cachedCount = Math.max(cachedCount, position + 1);
  }

  private String readText() throws IOException {
    return json.nextValue(MAX_NESTED_BYTES).asText();
  }

  private void requireNext(char expected, String description) throws IOException {
    int next = json.peekByte();
    if (next == JsonTokenReader.END) {
      throw new UnreadableException("the body is truncated in " + description);
    }
    if (next != expected) {
      throw new UnreadableException(
          description + " does not have the expected shape at byte " + json.position());
    }
  }
}
