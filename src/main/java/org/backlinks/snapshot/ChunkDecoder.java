package org.backlinks.snapshot;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads what {@link ChunkEncoder} wrote; the bytes are not trusted. */
final class ChunkDecoder {
  private static final int MOST_COLUMNS = 512;
  private static final int LONGEST_NUMBER = 20;
  private static final int DATE = 10;

  private final byte[] bytes;
  private final ByteReader codes;
  private int rows;

  /** The codes of the column in hand, and room for its digits: one of each for all columns. */
  private long[] read = new long[0];

  private byte[] digits = new byte[0];

  /**
   * A decoder of one chunk.
   *
   * @param bytes the codes and one byte more
   */
  ChunkDecoder(byte[] bytes) {
    this.bytes = bytes;
    this.codes = new ByteReader(bytes, bytes.length - 1);
  }

  /** Gives the texts, which have so many bytes together. */
  @FunctionalInterface
  interface Texts {
    byte[] get(int size) throws DamagedChunkException;
  }

  /**
   * A column whose texts are not there yet.
   *
   * @param text its own texts, where they were made of its codes
   * @param size bytes that it has among the texts
   */
  @SuppressWarnings("ArrayRecordComponent") // taken apart at once, never compared
  private record Shape(String name, byte[] text, int size, int[] starts, int[] ids) {}

  Chunk chunk(Texts texts) throws DamagedChunkException {
    rows = codes.count(TableBuilder.CHUNK_ROWS, "rows");
    int size = codes.count(MOST_COLUMNS, "columns");
    List<Shape> shapes = new ArrayList<>();
    long total = 0;
    for (int i = 0; i < size; i++) {
      shapes.add(shape(shapes));
      total += shapes.getLast().size;
    }
    if (codes.left() != 0) {
      throw new DamagedChunkException("bytes are left over");
    }
    byte[] text = texts.get((int) Math.min(total, Integer.MAX_VALUE));
    List<Chunk.Column> columns = new ArrayList<>();
    int start = 0;
    for (Shape shape : shapes) {
      if (shape.size > 0) {
        for (int i = 0; i < shape.starts.length; i++) {
          shape.starts[i] += start;
        }
        start += shape.size;
      }
      byte[] own = shape.text.length == 0 ? text : shape.text;
      columns.add(new Chunk.Column(shape.name, own, shape.starts, shape.ids));
    }
    return new Chunk(rows, columns);
  }

  private Shape shape(List<Shape> before) throws DamagedChunkException {
    int nameLength = codes.count(codes.left(), "bytes of a name");
    String name = new String(bytes, codes.take(nameLength), nameLength, StandardCharsets.UTF_8);
    Form form = Form.of(codes.count(Form.MOST, "forms"));
    int leader = codes.count(before.size(), "columns before") - 1;
    if (leader < 0) {
      return form.hasTexts() ? texts(name, form, rows) : values(name, form, rows);
    }
    Shape by = before.get(leader);
    int groups = by.starts.length;
    Shape shape = form.hasTexts() ? texts(name, form, groups) : values(name, form, groups);
    int[] ids = new int[rows];
    for (int row = 0; row < rows; row++) {
      ids[row] = shape.ids[by.ids[row] < 0 ? groups - 1 : by.ids[row]];
    }
    return new Shape(name, shape.text, shape.size, shape.starts, ids);
  }

  private Shape texts(String name, Form form, int count) throws DamagedChunkException {
    int size = codes.count(Math.min(count, codes.left()), "texts");
    int[] starts = new int[size + 1];
    long total = 0;
    for (int i = 0; i < size; i++) {
      total += codes.count(ColumnBuilder.LONGEST_CELL, "bytes of a text");
      if (total > ChunkCodec.LARGEST) {
        throw new DamagedChunkException("too large");
      }
      starts[i + 1] = (int) total;
    }
    codes(count);
    int[] ids = new int[count];
    int next = 0;
    for (int i = 0; i < count; i++) {
      long id = read[i] == 0 ? -1 : form == Form.WORDS ? read[i] - 1 : next - read[i] + 1;
      if (id >= size || (id < 0 && read[i] != 0)) {
        throw new DamagedChunkException("a cell names no text");
      }
      ids[i] = (int) id;
      next = Math.max(next, ids[i] + 1);
    }
    return new Shape(name, new byte[0], (int) total, starts, ids);
  }

  private Shape values(String name, Form form, int count) throws DamagedChunkException {
    boolean days = form == Form.DAYS;
    long zigzag = codes.varint();
    long smallest = zigzag >>> 1 ^ -(zigzag & 1);
    codes(count);
    if (digits.length < count * LONGEST_NUMBER) {
      digits = new byte[count * LONGEST_NUMBER];
    }
    int[] starts = new int[count + 1];
    int[] ids = new int[count];
    int end = 0;
    for (int i = 0; i < count; i++) {
      ids[i] = read[i] == 0 ? -1 : i;
      if (read[i] != 0) {
        long value = smallest + read[i] - 1;
        end = days ? day(digits, end, value) : Decimal.put(digits, end, value);
      }
      starts[i + 1] = end;
    }
    return new Shape(name, Arrays.copyOf(digits, end), 0, starts, ids);
  }

  private static int day(byte[] text, int from, long value) throws DamagedChunkException {
    try {
      LocalDate day = LocalDate.ofEpochDay(value);
      if (day.getYear() < 0 || day.getYear() > 9999) {
        throw new DamagedChunkException("a day is out of range");
      }
      Decimal.put(text, from, day.getYear(), 4);
      text[from + 4] = '-';
      Decimal.put(text, from + 5, day.getMonthValue(), 2);
      text[from + 7] = '-';
      Decimal.put(text, from + 8, day.getDayOfMonth(), 2);
      return from + DATE;
    } catch (DateTimeException e) {
      throw new DamagedChunkException("a day is out of range", e);
    }
  }

  /** Reads codes into {@link #read}. */
  private void codes(int count) throws DamagedChunkException {
    long least = codes.varint();
    if (read.length < count) {
      read = new long[count];
    }
    codes.bits(read, count, codes.count(Long.SIZE - 1, "bits of a code"));
    for (int i = 0; i < count; i++) {
      read[i] += least;
      if (read[i] < 0) {
        throw new DamagedChunkException("a number is too large");
      }
    }
  }
}
