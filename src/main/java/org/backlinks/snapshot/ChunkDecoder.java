package org.backlinks.snapshot;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads what {@link ChunkEncoder} wrote. The bytes are not trusted. */
final class ChunkDecoder {
  private static final int MAX_COLUMNS = 512;
  private static final int MAX_NUMBER_LENGTH = 20;
  private static final int DATE_LENGTH = 10;

  /** Larger codes are rarely equal. */
  private static final int MAX_SHARED_CODES = 1 << 12;

  private final byte[] bytes;
  private final ByteReader codes;
  private int rows;

  /**
   * The codes of the current column, and a buffer for its values as text. Reused by all columns.
   */
  private long[] codeValues = new long[0];

  private byte[] digitBuffer = new byte[0];

  /**
   * The number of the text of each small code of the current column, from 1; 0 while the text is
   * not written. So equal values have one text.
   */
  private final int[] textOfCode = new int[MAX_SHARED_CODES];

  /**
   * Creates a decoder of one chunk.
   *
   * @param bytes the codes, and one more byte
   */
  ChunkDecoder(byte[] bytes) {
    this.bytes = bytes;
    this.codes = new ByteReader(bytes, bytes.length - 1);
  }

  /** Returns the texts of the chunk. */
  @FunctionalInterface
  interface TextSource {
    /**
     * Returns the texts of all columns.
     *
     * @param size the number of bytes that they must have
     */
    byte[] get(int size) throws CorruptChunkException;
  }

  /**
   * A column before the texts of the chunk are read.
   *
   * @param ownText the texts of a column of values; empty for a column with texts
   * @param textSize bytes of the column within the chunk's texts; 0 for a column of values
   * @param starts where each text starts, and then where the last one ends, from 0
   * @param ids the index of each row's text, or -1
   */
  @SuppressWarnings("ArrayRecordComponent") // private, used once, never compared
  private record ColumnLayout(String name, byte[] ownText, int textSize, int[] starts, int[] ids) {}

  Chunk decode(TextSource texts) throws CorruptChunkException {
    rows = codes.readCount(TableBuilder.CHUNK_ROWS, "rows");
    int columnCount = codes.readCount(MAX_COLUMNS, "columns");
    List<ColumnLayout> layouts = new ArrayList<>();
    long textSize = 0;
    for (int i = 0; i < columnCount; i++) {
      layouts.add(readColumn(layouts));
      textSize += layouts.getLast().textSize;
    }
    if (codes.remaining() != 0) {
      throw new CorruptChunkException("bytes are left over");
    }
    return new Chunk(
        rows, withTexts(layouts, texts.get((int) Math.min(textSize, Integer.MAX_VALUE))));
  }

  private static List<Chunk.Column> withTexts(List<ColumnLayout> layouts, byte[] texts) {
    List<Chunk.Column> columns = new ArrayList<>();
    int start = 0;
    for (ColumnLayout layout : layouts) {
      if (layout.textSize > 0) {
        for (int i = 0; i < layout.starts.length; i++) {
          layout.starts[i] += start;
        }
        start += layout.textSize;
      }
      byte[] text = layout.ownText.length == 0 ? texts : layout.ownText;
      columns.add(new Chunk.Column(layout.name, text, layout.starts, layout.ids));
    }
    return columns;
  }

  private ColumnLayout readColumn(List<ColumnLayout> earlier) throws CorruptChunkException {
    int nameLength = codes.readCount(codes.remaining(), "bytes of a name");
    String name = new String(bytes, codes.skip(nameLength), nameLength, StandardCharsets.UTF_8);
    ColumnEncoding encoding =
        ColumnEncoding.fromStoredNumber(codes.readCount(Integer.MAX_VALUE, "encodings"));
    int leaderIndex = codes.readCount(earlier.size(), "columns before") - 1;
    if (leaderIndex < 0) {
      return readCells(name, encoding, rows);
    }
    ColumnLayout leader = earlier.get(leaderIndex);
    int groups = leader.starts.length;
    ColumnLayout byGroup = readCells(name, encoding, groups);
    int[] ids = new int[rows];
    for (int row = 0; row < rows; row++) {
      ids[row] = byGroup.ids[leader.ids[row] < 0 ? groups - 1 : leader.ids[row]];
    }
    return new ColumnLayout(name, byGroup.ownText, byGroup.textSize, byGroup.starts, ids);
  }

  private ColumnLayout readCells(String name, ColumnEncoding encoding, int count)
      throws CorruptChunkException {
    return switch (encoding) {
      case DICTIONARY -> readTextColumn(name, false, count);
      case BACK_REFERENCE -> readTextColumn(name, true, count);
      case NUMBERS -> readValueColumn(name, false, count);
      case DAYS -> readValueColumn(name, true, count);
    };
  }

  private ColumnLayout readTextColumn(String name, boolean isBackReference, int count)
      throws CorruptChunkException {
    int textCount = codes.readCount(Math.min(count, codes.remaining()), "texts");
    int[] starts = new int[textCount + 1];
    long size = 0;
    for (int i = 0; i < textCount; i++) {
      size += codes.readCount(ColumnBuilder.MAX_CELL_BYTES, "bytes of a text");
      if (size > ChunkCodec.MAX_UNPACKED_BYTES) {
        throw new CorruptChunkException("too large");
      }
      starts[i + 1] = (int) size;
    }
    readCodes(count);
    int[] ids = new int[count];
    int next = 0;
    for (int i = 0; i < count; i++) {
      long code = codeValues[i];
      long id = code == 0 ? -1 : isBackReference ? next - code + 1 : code - 1;
      if (id >= textCount || (id < 0 && code != 0)) {
        throw new CorruptChunkException("a cell names no text");
      }
      ids[i] = (int) id;
      next = Math.max(next, ids[i] + 1);
    }
    return new ColumnLayout(name, new byte[0], (int) size, starts, ids);
  }

  private ColumnLayout readValueColumn(String name, boolean isDays, int count)
      throws CorruptChunkException {
    long zigzag = codes.readVarint();
    long minValue = zigzag >>> 1 ^ -(zigzag & 1);
    readCodes(count);
    if (digitBuffer.length < count * MAX_NUMBER_LENGTH) {
      digitBuffer = new byte[count * MAX_NUMBER_LENGTH];
    }
    Arrays.fill(textOfCode, 0);
    int[] starts = new int[count + 1];
    int[] ids = new int[count];
    int textCount = 0;
    for (int i = 0; i < count; i++) {
      long code = codeValues[i];
      int text = code < textOfCode.length ? textOfCode[(int) code] : 0;
      if (code != 0 && text == 0) {
        starts[textCount + 1] =
            writeValue(isDays, digitBuffer, starts[textCount], minValue + code - 1);
        text = ++textCount;
        if (code < textOfCode.length) {
          textOfCode[(int) code] = text;
        }
      }
      ids[i] = text - 1;
    }
    return new ColumnLayout(
        name,
        Arrays.copyOf(digitBuffer, starts[textCount]),
        0,
        Arrays.copyOf(starts, textCount + 1),
        ids);
  }

  private static int writeValue(boolean isDay, byte[] text, int from, long value)
      throws CorruptChunkException {
    return isDay ? writeDate(text, from, value) : DecimalFormatter.write(text, from, value);
  }

  private static int writeDate(byte[] text, int from, long epochDay) throws CorruptChunkException {
    try {
      LocalDate day = LocalDate.ofEpochDay(epochDay);
      if (day.getYear() < 0 || day.getYear() > 9999) {
        throw new CorruptChunkException("a day is out of range");
      }
      DecimalFormatter.writePadded(text, from, day.getYear(), 4);
      text[from + 4] = '-';
      DecimalFormatter.writePadded(text, from + 5, day.getMonthValue(), 2);
      text[from + 7] = '-';
      DecimalFormatter.writePadded(text, from + 8, day.getDayOfMonth(), 2);
      return from + DATE_LENGTH;
    } catch (DateTimeException e) {
      throw new CorruptChunkException("a day is out of range", e);
    }
  }

  /** Reads codes into {@link #codeValues}. */
  private void readCodes(int count) throws CorruptChunkException {
    long min = codes.readVarint();
    if (codeValues.length < count) {
      codeValues = new long[count];
    }
    codes.readBits(codeValues, count, codes.readCount(Long.SIZE - 1, "bits of a code"));
    for (int i = 0; i < count; i++) {
      codeValues[i] += min;
      if (codeValues[i] < 0) {
        throw new CorruptChunkException("a number is too large");
      }
    }
  }
}
