package org.backlinks.render;

import java.nio.charset.StandardCharsets;

/**
 * A member's name, encoded once.
 *
 * @param text as it is
 * @param member as JSON: a comma, the name in quotes, a colon
 * @param escapes how many bytes more {@code member} takes inside a JSON string
 */
@SuppressWarnings("ArrayRecordComponent") // the hot path copies the array itself
record Name(String text, byte[] member, int escapes) {

  static Name of(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    Buffer json = new Buffer(utf8.length + 8);
    json.write(',');
    JsonOut.string(json, utf8);
    json.write(':');
    return new Name(text, json.toByteArray(), json.escapedSize() - json.size());
  }
}
