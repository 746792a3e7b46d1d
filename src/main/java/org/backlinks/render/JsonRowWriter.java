package org.backlinks.render;

import org.backlinks.snapshot.KnownColumn;

/** Writes each row as a JSON object. */
final class JsonRowWriter extends RowWriter {
  private final ResponseBuffer out;
  private final Utf8JsonWriter json;
  private final boolean lineDelimited;

  /**
   * @param lineDelimited whether each row is a line of its own. Otherwise the rows are the elements
   *     of a list
   */
  JsonRowWriter(ResponseBuffer out, boolean lineDelimited) {
    this.out = out;
    this.json = new Utf8JsonWriter(out, lineDelimited);
    this.lineDelimited = lineDelimited;
  }

  @Override
  void beginRow() {
    json.beginObject(null);
  }

  @Override
  void endRow() {
    json.end();
    if (lineDelimited) {
      out.write('\n');
    }
  }

  @Override
  void beginObject(FieldName name) {
    json.beginObject(name);
  }

  @Override
  void endObject() {
    json.end();
  }

  @Override
  void writeString(FieldName name, byte[] utf8, int from, int to) {
    json.writeString(name, utf8, from, to);
  }

  @Override
  void writeDigits(FieldName name, byte[] digits, int from, int to) {
    json.writeNumber(name, digits, from, to);
  }

  @Override
  void writeBoolean(FieldName name, boolean value) {
    json.writeBoolean(name, value);
  }

  @Override
  void writeJson(FieldName name, byte[] value) {
    json.writeJson(name, value);
  }

  @Override
  void writeAbsent(FieldName name) {
    // an absent field is not written
  }

  @Override
  void beginTopics(FieldName name, KnownColumn column) {
    json.beginArray(name);
  }

  @Override
  boolean tryBeginTopic() {
    json.beginObject(null);
    return true;
  }

  @Override
  void endTopic() {
    json.end();
  }

  @Override
  void endTopics() {
    json.end();
  }

  @Override
  void beginExtra() {
    json.beginObject(FieldNames.EXTRA);
  }

  @Override
  void writeExtra(FieldName name, byte[] utf8, int from, int to) {
    json.writeString(name, utf8, from, to);
  }

  @Override
  void endExtra() {
    json.end();
  }
}
