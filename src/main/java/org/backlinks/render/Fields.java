package org.backlinks.render;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.backlinks.snapshot.CellType;
import org.backlinks.snapshot.Chunk;
import org.jspecify.annotations.Nullable;

/**
 * Where the fields of a row go, each in its turn, also those that the row does not have. What is
 * unknown is absent. A cell that can't be read as its type is left for {@code extra}.
 */
abstract sealed class Fields permits JsonFields, CsvFields, CsvHeader {
  private int longest = Integer.MAX_VALUE;
  private Chunk.@Nullable Column[] spare = new Chunk.Column[8];
  private int spares;

  /** Cuts texts that have more bytes, and leaves out unknown columns whose names have more. */
  final void longest(int bytes) {
    longest = bytes;
  }

  abstract void startRow();

  abstract void endRow();

  /** Opens an object. */
  abstract void object(Name name);

  /** Closes the object that was opened last. */
  abstract void close();

  /** The topics that the row has, in the order of their numbers. */
  abstract void topics(List<Binding.Topic> topics, int row);

  abstract void constant(Name name, byte[] utf8);

  abstract void string(Name name, byte[] utf8, int from, int to);

  abstract void digits(Name name, byte[] utf8, int from, int to);

  abstract void bool(Name name, boolean value);

  abstract void absent(Name name);

  abstract void startExtra();

  abstract void extra(Name name, byte[] utf8, int from, int to);

  abstract void endExtra();

  final void text(Name name, Chunk.@Nullable Column column, int row) {
    if (column != null && column.has(row)) {
      string(name, column.text(), column.from(row), end(column, row));
    } else {
      absent(name);
    }
  }

  final void number(Name name, Chunk.@Nullable Column column, int row) {
    if (column != null && readable(column, row, CellType.NUMBER)) {
      digits(name, column.text(), column.from(row), column.to(row));
    } else {
      absent(name);
    }
  }

  /** A number whose -1 means unknown. */
  final void known(Name name, Chunk.@Nullable Column column, int row) {
    known(name, column, row, 0);
  }

  /** A number whose -1 means unknown; {@code base} is added to it. */
  final void known(Name name, Chunk.@Nullable Column column, int row, long base) {
    if (column == null
        || !readable(column, row, CellType.NUMBER_OR_UNKNOWN)
        || isUnknown(column.text(), column.from(row), column.to(row))) {
      absent(name);
    } else if (base == 0) {
      digits(name, column.text(), column.from(row), column.to(row));
    } else {
      long sum = CellType.number(column.text(), column.from(row), column.to(row)) + base;
      byte[] digits = Long.toString(sum).getBytes(StandardCharsets.US_ASCII);
      digits(name, digits, 0, digits.length);
    }
  }

  private static boolean isUnknown(byte[] text, int from, int to) {
    return to - from == 2 && text[from] == '-' && text[from + 1] == '1';
  }

  final void flag(Name name, Chunk.@Nullable Column column, int row) {
    if (column != null && readable(column, row, CellType.FLAG)) {
      bool(name, CellType.flag(column.text(), column.from(row), column.to(row)) == 1);
    } else {
      absent(name);
    }
  }

  final void date(Name name, Chunk.@Nullable Column column, int row) {
    if (column != null && readable(column, row, CellType.DATE)) {
      string(name, column.text(), column.from(row), column.to(row));
    } else {
      absent(name);
    }
  }

  /** A field that is absent whatever its cell says; one that can't even be read is kept. */
  final void passOver(Name name, Chunk.@Nullable Column column, int row, CellType type) {
    if (column != null) {
      readable(column, row, type);
    }
    absent(name);
  }

  final boolean readable(Chunk.Column column, int row, CellType type) {
    if (!column.has(row)) {
      return false;
    }
    if (type.reads(column.text(), column.from(row), column.to(row))) {
      return true;
    }
    spare(column);
    return false;
  }

  /** Keeps the row's cell for {@code extra}. */
  final void spare(Chunk.Column column) {
    if (spares == spare.length) {
      spare = Arrays.copyOf(spare, spares * 2);
    }
    spare[spares++] = column;
  }

  /** Writes what no field could take: unknown columns, and the cells of this row that are spare. */
  final void extra(List<Binding.Unknown> unknown, int row) {
    startExtra();
    for (Binding.Unknown one : unknown) {
      extra(one.name(), one.column(), row);
    }
    for (int i = 0; i < spares; i++) {
      Chunk.Column column = spare[i];
      if (column != null) {
        extra(Name.of(column.name()), column, row);
      }
    }
    spares = 0;
    endExtra();
  }

  private void extra(Name name, Chunk.Column column, int row) {
    if (column.has(row) && name.member().length <= longest) {
      extra(name, column.text(), column.from(row), end(column, row));
    }
  }

  /** Where a text ends, or the last whole character before it gets too long. */
  private int end(Chunk.Column column, int row) {
    int from = column.from(row);
    int to = column.to(row);
    if (to - from <= longest) {
      return to;
    }
    byte[] text = column.text();
    int end = from + longest;
    while (end > from && (text[end] & 0xC0) == 0x80) {
      end--;
    }
    return end;
  }
}
