package org.backlinks.render;

import java.nio.charset.StandardCharsets;
import org.backlinks.snapshot.KnownColumn;

/** Writes each row as a line of RFC 4180. {@link CsvHeader} names the columns. */
final class CsvRowWriter extends RowWriter {
  private static final byte[] LINE_END = {'\r', '\n'};
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  private final ResponseBuffer out;
  private final TopicCounts topicCounts;
  private final boolean isRaw;
  private final ResponseBuffer extraBuffer = new ResponseBuffer(64);
  private final Utf8JsonWriter extraJson = new Utf8JsonWriter(extraBuffer);
  private boolean isFirstCell = true;

  /** The number of topics for which the current list still has columns. */
  private int topicsLeft;

  /**
   * @param topicCounts the number of topics for which the header has columns
   * @param isRaw whether a text that a spreadsheet would execute is written without an apostrophe
   */
  CsvRowWriter(ResponseBuffer out, TopicCounts topicCounts, boolean isRaw) {
    this.out = out;
    this.topicCounts = topicCounts;
    this.isRaw = isRaw;
  }

  @Override
  void beginRow() {
    isFirstCell = true;
  }

  @Override
  void endRow() {
    out.write(LINE_END, 0, LINE_END.length);
  }

  @Override
  void beginObject(FieldName name) {
    // a line has no objects
  }

  @Override
  void endObject() {
    // a line has no objects
  }

  @Override
  void writeString(FieldName name, byte[] utf8, int from, int to) {
    beginCell();
    writeCell(utf8, from, to, isRaw);
  }

  @Override
  void writeDigits(FieldName name, byte[] digits, int from, int to) {
    beginCell();
    out.write(digits, from, to - from);
  }

  @Override
  void writeBoolean(FieldName name, boolean value) {
    beginCell();
    byte[] word = value ? TRUE : FALSE;
    out.write(word, 0, word.length);
  }

  @Override
  void writeJson(FieldName name, byte[] json) {
    beginCell();
    writeCell(json, 0, json.length, true);
  }

  @Override
  void writeAbsent(FieldName name) {
    beginCell();
  }

  @Override
  void beginTopics(FieldName name, KnownColumn column) {
    topicsLeft = topicCounts.of(column);
  }

  @Override
  boolean tryBeginTopic() {
    return topicsLeft-- > 0;
  }

  @Override
  void endTopic() {
    // a line has no objects
  }

  @Override
  void endTopics() {
    for (; topicsLeft > 0; topicsLeft--) {
      writeAbsent(FieldNames.NAME);
      writeAbsent(FieldNames.TRUST_FLOW);
    }
  }

  @Override
  void beginExtra() {
    beginCell();
    extraBuffer.truncate(0);
    extraJson.beginObject(null);
  }

  @Override
  void writeExtra(FieldName name, byte[] utf8, int from, int to) {
    extraJson.writeString(name, utf8, from, to);
  }

  @Override
  void endExtra() {
    extraJson.end();
    byte[] json = extraBuffer.toByteArray();
    writeCell(json, 0, json.length, true);
  }

  private void beginCell() {
    if (isFirstCell) {
      isFirstCell = false;
    } else {
      out.write(',');
    }
  }

  /** Writes the text of a cell, in quotes where RFC 4180 needs them. */
  private void writeCell(byte[] utf8, int from, int to, boolean isRawText) {
    boolean isQuoted = false;
    for (int i = from; i < to && !isQuoted; i++) {
      isQuoted = utf8[i] == ',' || utf8[i] == '"' || utf8[i] == '\r' || utf8[i] == '\n';
    }
    if (isQuoted) {
      out.write('"');
    }
    if (!isRawText && SpreadsheetFormula.isFormula(utf8, from, to)) {
      out.write('\'');
    }
    int start = from;
    for (int i = from; i < to; i++) {
      if (utf8[i] == '"') {
        out.write(utf8, start, i + 1 - start);
        start = i;
      }
    }
    out.write(utf8, start, to - start);
    if (isQuoted) {
      out.write('"');
    }
  }
}
