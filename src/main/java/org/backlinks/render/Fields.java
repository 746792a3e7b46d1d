package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.Arrays;
import org.backlinks.snapshot.CellType;
import org.backlinks.snapshot.Chunk;
import org.jspecify.annotations.Nullable;

/**
 * Writes fields from cells. What is unknown is left out, and so is an object or list that stays
 * empty: its start is written with its first member. A cell that can't be read as its type is left
 * for {@code extra}.
 */
final class Fields {
  private static final SerializableString EXTRA = new SerializedString("extra");

  private final JsonGenerator json;

  /** Objects and lists that were opened and have no member yet; null is an element of a list. */
  private final @Nullable SerializableString[] names = new SerializableString[8];

  private final boolean[] lists = new boolean[8];
  private int waiting;

  private Chunk.@Nullable Column[] unreadable = new Chunk.Column[8];
  private int unreadables;

  Fields(JsonGenerator json) {
    this.json = json;
  }

  /** Opens an object; {@code name} is null for an element of a list. */
  void object(@Nullable SerializableString name) {
    open(name, false);
  }

  /** Opens a list. */
  void list(SerializableString name) {
    open(name, true);
  }

  private void open(@Nullable SerializableString name, boolean list) {
    names[waiting] = name;
    lists[waiting] = list;
    waiting++;
  }

  /** Closes what was opened last; one that stayed empty was never there. */
  void close() throws IOException {
    if (waiting > 0) {
      waiting--;
    } else if (json.getOutputContext().inArray()) {
      json.writeEndArray();
    } else {
      json.writeEndObject();
    }
  }

  private void name(SerializableString name) throws IOException {
    start();
    json.writeFieldName(name);
  }

  /** Writes the starts that wait: something is inside them now. */
  void start() throws IOException {
    for (int i = 0; i < waiting; i++) {
      SerializableString name = names[i];
      if (name != null) {
        json.writeFieldName(name);
      }
      if (lists[i]) {
        json.writeStartArray();
      } else {
        json.writeStartObject();
      }
    }
    waiting = 0;
  }

  void constant(SerializableString name, SerializableString value) throws IOException {
    name(name);
    json.writeString(value);
  }

  void text(SerializableString name, Chunk.@Nullable Column column, int row) throws IOException {
    if (column != null && column.has(row)) {
      name(name);
      utf8(column, row);
    }
  }

  void number(SerializableString name, Chunk.@Nullable Column column, int row) throws IOException {
    if (column != null && readable(column, row, CellType.NUMBER)) {
      name(name);
      json.writeNumber(CellType.number(column.text(), column.from(row), column.to(row)));
    }
  }

  /** A number whose -1 means unknown. */
  void known(SerializableString name, Chunk.@Nullable Column column, int row) throws IOException {
    known(name, column, row, 0);
  }

  /**
   * A number whose -1 means unknown.
   *
   * @param base what is added to it
   */
  void known(SerializableString name, Chunk.@Nullable Column column, int row, long base)
      throws IOException {
    if (column != null && readable(column, row, CellType.NUMBER_OR_UNKNOWN)) {
      long value = CellType.number(column.text(), column.from(row), column.to(row));
      if (value != -1) {
        name(name);
        json.writeNumber(value + base);
      }
    }
  }

  void flag(SerializableString name, Chunk.@Nullable Column column, int row) throws IOException {
    if (column != null && readable(column, row, CellType.FLAG)) {
      name(name);
      json.writeBoolean(CellType.flag(column.text(), column.from(row), column.to(row)) == 1);
    }
  }

  void date(SerializableString name, Chunk.@Nullable Column column, int row) throws IOException {
    if (column != null && readable(column, row, CellType.DATE)) {
      name(name);
      utf8(column, row);
    }
  }

  /** Lets a cell that no field takes stand under extra if it can't even be read. */
  void passOver(Chunk.@Nullable Column column, int row, CellType type) {
    if (column != null) {
      readable(column, row, type);
    }
  }

  private boolean readable(Chunk.Column column, int row, CellType type) {
    if (!column.has(row)) {
      return false;
    }
    if (type.reads(column.text(), column.from(row), column.to(row))) {
      return true;
    }
    if (unreadables == unreadable.length) {
      unreadable = Arrays.copyOf(unreadable, unreadables * 2);
    }
    unreadable[unreadables++] = column;
    return false;
  }

  /**
   * Writes what no field could take: unknown columns, and the cells of this row that could not be
   * read.
   */
  void extra(Chunk.Column[] unknown, int row) throws IOException {
    object(EXTRA);
    for (Chunk.Column column : unknown) {
      asText(column, row);
    }
    for (int i = 0; i < unreadables; i++) {
      Chunk.Column column = unreadable[i];
      if (column != null) {
        asText(column, row);
      }
    }
    unreadables = 0;
    close();
  }

  private void asText(Chunk.Column column, int row) throws IOException {
    if (column.has(row)) {
      start();
      json.writeFieldName(column.name());
      utf8(column, row);
    }
  }

  private void utf8(Chunk.Column column, int row) throws IOException {
    json.writeUTF8String(column.text(), column.from(row), column.to(row) - column.from(row));
  }
}
