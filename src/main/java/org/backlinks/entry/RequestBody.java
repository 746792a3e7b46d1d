package org.backlinks.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** The immutable bytes of a request's body. */
final class RequestBody {
  /** The body of a request that has none. */
  static final RequestBody EMPTY = new RequestBody(new byte[0]);

  private final byte[] bytes;

  private RequestBody(byte[] bytes) {
    this.bytes = bytes;
  }

  static RequestBody of(byte[] bytes) {
    return new RequestBody(bytes.clone());
  }

  /** Returns the number of bytes. */
  int length() {
    return bytes.length;
  }

  /**
   * Parses the body as JSON.
   *
   * @throws IOException when it is not exactly one JSON value
   */
  JsonNode parseJson() throws IOException {
    return EventDecoder.parseJson(bytes);
  }
}
