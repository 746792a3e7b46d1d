package org.backlinks.majestic;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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

  /** Positions beyond these are not remembered: only a name that is repeated stands there. */
  private static final int MOST_REMEMBERED = 512;

  private static final byte[] NEVER = {0};

  private final JsonInput json;
  private final SnapshotBuilder into;
  private final Map<String, String> globals;
  private String code = "";
  private String message = "";

  /**
   * What stands before each value of a row, by position, from the comma to the colon, as in the row
   * before: rows repeat their names in one order, almost always.
   */
  private byte[][] names = new byte[64][];

  private int[] columns = new int[64];
  private int bound;

  private JsonAnswerReader(JsonInput json, SnapshotBuilder into, Map<String, String> globals) {
    this.json = json;
    this.into = into;
    this.globals = globals;
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
    return new JsonAnswerReader(new JsonInput(body), into, globals).answer();
  }

  private Envelope answer() throws IOException {
    if (!json.takes('{')) {
      throw new UnreadableException("the body is no JSON object");
    }
    String name = json.member(true);
    for (; name != null; name = json.member(false)) {
      switch (name.toLowerCase(Locale.ROOT)) {
        case "code" -> code = scalar();
        case "errormessage" -> message = scalar();
        case "fullerror" -> json.skip();
        case "datatables" -> tables();
        case "globalvars" -> attributes(globals);
        default -> TableBuilder.keep(globals, name, scalar());
      }
    }
    if (json.peek() >= 0) {
      throw new UnreadableException("the body goes on after its end");
    }
    return new Envelope(code, message, new Globals(globals));
  }

  private void tables() throws IOException {
    if (!json.takes('{')) {
      json.skip();
      return;
    }
    String name = json.member(true);
    for (; name != null; name = json.member(false)) {
      open('{', "a table");
      table(into.table(name));
    }
  }

  private void table(TableBuilder table) throws IOException {
    bound = 0;
    String name = json.member(true);
    for (; name != null; name = json.member(false)) {
      switch (name.toLowerCase(Locale.ROOT)) {
        case "headers" -> {
          Map<String, String> headers = new LinkedHashMap<>();
          attributes(headers);
          headers.forEach(table::attribute);
        }
        case "data" -> {
          if (json.peek() == 'n') {
            json.skip();
          } else {
            rows(table);
          }
        }
        default -> table.attribute(name, scalar());
      }
    }
    table.finish();
  }

  private void attributes(Map<String, String> into) throws IOException {
    if (!json.takes('{')) {
      json.skip();
      return;
    }
    String name = json.member(true);
    for (; name != null; name = json.member(false)) {
      TableBuilder.keep(into, name, scalar());
    }
  }

  private void rows(TableBuilder table) throws IOException {
    open('[', "Data");
    if (json.takes(']')) {
      return;
    }
    do {
      open('{', "a row");
      row(table);
    } while (json.goesOn(']'));
  }

  private void row(TableBuilder table) throws IOException {
    if (!json.takes('}')) {
      int position = 0;
      do {
        int column =
            position < bound && json.takes(names[position])
                ? columns[position]
                : column(table, position);
        json.value(LONGEST_NESTED);
        table.cell(column, json.text(), json.from(), json.length());
        position++;
      } while (!json.takes('}'));
    }
    table.endRow();
  }

  /** The column that the name at this position of a row means; remembers both. */
  private int column(TableBuilder table, int position) throws IOException {
    if (position > 0) {
      json.take(',');
    }
    String name = json.name();
    int column = table.column(name);
    if (position >= MOST_REMEMBERED) {
      return column;
    }
    if (position == names.length) {
      names = Arrays.copyOf(names, position * 2);
      columns = Arrays.copyOf(columns, position * 2);
    }
    // a name with escapes is not written as it reads
    names[position] =
        json.escaped()
            ? NEVER
            : ((position == 0 ? "" : ",") + '"' + name + "\":").getBytes(StandardCharsets.UTF_8);
    columns[position] = column;
    bound = Math.max(bound, position + 1);
    return column;
  }

  /** The next value as text: as written; what is nested as JSON, cut when long; null as "". */
  private String scalar() throws IOException {
    json.value(LONGEST_NESTED);
    return json.string();
  }

  private void open(char wanted, String what) throws IOException {
    int next = json.peek();
    if (next < 0) {
      throw new UnreadableException("cut short in " + what);
    }
    if (next != wanted) {
      throw new UnreadableException(what + " has another shape, at byte " + json.offset());
    }
    json.take(wanted);
  }
}
