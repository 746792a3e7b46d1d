package org.backlinks.snapshot;

import java.util.Arrays;
import java.util.List;

/**
 * Writes columns in the layout that {@link ChunkCodec} describes, each in the {@link
 * ColumnEncoding} that needs the fewest bytes.
 */
final class ChunkEncoder {
  /** The usual size of deflated texts, in tenths of their original size. */
  private static final int DEFLATED_TENTHS = 4;

  private final ByteWriter codes;
  private final ByteWriter texts;

  /** The values of the current column's texts, when they are numbers or days. */
  private long[] values = new long[0];

  private long minValue;
  private long[] codeValues = new long[0];

  /**
   * @param codes receives everything except the texts
   * @param texts receives the texts
   */
  ChunkEncoder(ByteWriter codes, ByteWriter texts) {
    this.codes = codes;
    this.texts = texts;
  }

  /** Writes a chunk. Each column has {@code rows} rows. */
  void encode(int rows, List<ColumnBuilder> columns) {
    codeValues = new long[rows + 1];
    codes.writeVarint(rows);
    codes.writeVarint(columns.size());
    ColumnLeaders leaders = new ColumnLeaders(rows, columns);
    for (int i = 0; i < columns.size(); i++) {
      ColumnBuilder column = columns.get(i);
      int leader = leaders.findLeader(i);
      boolean hasLeader = leader != ColumnLeaders.NO_LEADER;
      int[] ids = hasLeader ? leaders.textIdsByLeader(i, leader) : column.textIds();
      int count = hasLeader ? ids.length : rows;
      ColumnEncoding encoding = chooseEncoding(column, ids, count);
      if (!hasLeader && encoding.hasTexts()) {
        leaders.add(i);
      }
      codes.writeText(column.name());
      codes.writeVarint(encoding.storedNumber());
      codes.writeVarint(leader + 1);
      if (encoding.hasTexts()) {
        writeTexts(column.texts());
      } else {
        codes.writeVarint(minValue << 1 ^ minValue >> 63);
      }
      writeCodes(encoding, ids, count);
    }
  }

  private void writeTexts(TextDictionary dictionary) {
    codes.writeVarint(dictionary.textCount());
    for (int id = 0; id < dictionary.textCount(); id++) {
      codes.writeVarint(dictionary.end(id) - dictionary.start(id));
    }
    texts.writeBytes(dictionary.bytes(), 0, dictionary.byteCount());
  }

  /** Returns the smallest encoding. Sets {@link #values} when it stores values. */
  private ColumnEncoding chooseEncoding(ColumnBuilder column, int[] ids, int count) {
    int textCount = column.texts().textCount();
    if (textCount > 0 && tryParseValues(column)) {
      long valueBits = ColumnEncoding.bitWidth(maxCode(textCount)) * (long) count;
      long idBits = ColumnEncoding.bitWidth(textCount) * (long) count;
      long lengthBits = textCount * 8L;
      long textBits = column.texts().byteCount() * 8L * DEFLATED_TENTHS / 10;
      if (valueBits <= idBits + lengthBits + textBits) {
        return column.type() == CellType.DATE ? ColumnEncoding.DAYS : ColumnEncoding.NUMBERS;
      }
    }
    return textCount > count * 2 / 3 && isInFirstOccurrenceOrder(ids, count)
        ? ColumnEncoding.BACK_REFERENCE
        : ColumnEncoding.DICTIONARY;
  }

  /**
   * Sets {@link #values} and {@link #minValue}. Returns false when a text is not a value of its
   * column, or when the difference between the values is too large for a code.
   */
  private boolean tryParseValues(ColumnBuilder column) {
    TextDictionary dictionary = column.texts();
    int count = dictionary.textCount();
    if (values.length < count) {
      values = new long[count];
    }
    for (int id = 0; id < count; id++) {
      if (!tryParseValue(column.type(), dictionary, id)) {
        return false;
      }
    }
    minValue = Arrays.stream(values, 0, count).min().orElse(0);
    long maxCode = maxCode(count);
    return maxCode > 0 && maxCode < Long.MAX_VALUE;
  }

  /**
   * Parses a text as a day in a column of days and otherwise as a number. Returns whether it is
   * one.
   */
  private boolean tryParseValue(CellType type, TextDictionary dictionary, int id) {
    byte[] bytes = dictionary.bytes();
    int from = dictionary.start(id);
    int to = dictionary.end(id);
    if (type == CellType.DATE) {
      if (!CellParser.isDate(bytes, from, to)) {
        return false;
      }
      values[id] = CellParser.parseDate(bytes, from).toEpochDay();
      return true;
    }
    if (!CellParser.isNumber(bytes, from, to)) {
      return false;
    }
    values[id] = CellParser.parseNumber(bytes, from, to);
    return true;
  }

  /** Returns the largest code that the values need; it is negative when it overflows. */
  private long maxCode(int valueCount) {
    return Arrays.stream(values, 0, valueCount).max().orElse(0) - minValue + 1;
  }

  /** Returns whether the texts come first in the order of their ids. */
  private static boolean isInFirstOccurrenceOrder(int[] ids, int count) {
    int next = 0;
    for (int i = 0; i < count; i++) {
      if (ids[i] > next) {
        return false;
      }
      next = Math.max(next, ids[i] + 1);
    }
    return true;
  }

  private void writeCodes(ColumnEncoding encoding, int[] ids, int count) {
    int next = 0;
    long min = count == 0 ? 0 : Long.MAX_VALUE;
    long max = 0;
    for (int i = 0; i < count; i++) {
      codeValues[i] = codeOf(encoding, ids[i], next);
      next = Math.max(next, ids[i] + 1);
      min = Math.min(min, codeValues[i]);
      max = Math.max(max, codeValues[i]);
    }
    int width = ColumnEncoding.bitWidth(max - min);
    codes.writeVarint(min);
    codes.writeVarint(width);
    for (int i = 0; i < count; i++) {
      codeValues[i] -= min;
    }
    codes.writeBits(codeValues, count, width);
  }

  private long codeOf(ColumnEncoding encoding, int id, int next) {
    if (id == ColumnBuilder.ABSENT) {
      return 0;
    }
    return switch (encoding) {
      case DICTIONARY -> id + 1L;
      case BACK_REFERENCE -> next - id + 1L;
      case NUMBERS, DAYS -> values[id] - minValue + 1;
    };
  }
}
