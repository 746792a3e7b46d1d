package org.backlinks.render;

import org.backlinks.snapshot.KnownColumn;

/**
 * Writes rows in one format. The caller writes every field of every row in payload order, including
 * absent fields.
 */
abstract sealed class RowWriter permits JsonRowWriter, CsvRowWriter {
  abstract void beginRow();

  abstract void endRow();

  abstract void beginObject(FieldName name);

  /** Ends the object that began last. */
  abstract void endObject();

  /** Writes a text. The bytes are UTF-8. */
  abstract void writeString(FieldName name, byte[] utf8, int from, int to);

  /** Writes a number. The bytes are its digits, possibly after a minus sign. */
  abstract void writeDigits(FieldName name, byte[] digits, int from, int to);

  abstract void writeBoolean(FieldName name, boolean value);

  /** Writes a value that is JSON already. */
  abstract void writeJson(FieldName name, byte[] json);

  /** Writes that the row does not have this field. */
  abstract void writeAbsent(FieldName name);

  /** Begins the list of topics that this column stands for. */
  abstract void beginTopics(FieldName name, KnownColumn column);

  /**
   * Begins the next topic of the list, whose fields are {@link FieldNames#NAME} and {@link
   * FieldNames#TRUST_FLOW}.
   *
   * @return false when the format has no place for it; then the topic is not begun
   */
  abstract boolean tryBeginTopic();

  abstract void endTopic();

  abstract void endTopics();

  /** Begins the object of the cells that have no field. */
  abstract void beginExtra();

  /** Writes a cell that has no field. */
  abstract void writeExtra(FieldName name, byte[] utf8, int from, int to);

  abstract void endExtra();
}
