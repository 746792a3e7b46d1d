package org.backlinks.render;

import java.nio.charset.StandardCharsets;

/**
 * The name of a JSON member, encoded once. The array is not copied, because it is read for each
 * row. No code may change it.
 *
 * @param jsonMember a comma, the name in quotes, and a colon
 * @param escapeOverhead the additional bytes that {@code jsonMember} needs inside a JSON string
 */
@SuppressWarnings("ArrayRecordComponent") // see above
record FieldName(String text, byte[] jsonMember, int escapeOverhead) {

  static FieldName of(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ResponseBuffer json = new ResponseBuffer(utf8.length + 8);
    json.write(',');
    Utf8JsonWriter.writeQuoted(json, utf8);
    json.write(':');
    return new FieldName(text, json.toByteArray(), json.escapedSize() - json.size());
  }
}
