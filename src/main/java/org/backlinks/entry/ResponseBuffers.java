package org.backlinks.entry;

import java.nio.charset.StandardCharsets;
import org.backlinks.render.ResponseBuffer;

/** Makes response buffers from existing bytes. */
final class ResponseBuffers {
  private ResponseBuffers() {}

  static ResponseBuffer of(byte[] bytes) {
    ResponseBuffer buffer = new ResponseBuffer();
    buffer.write(bytes, 0, bytes.length);
    return buffer;
  }

  static ResponseBuffer ofAscii(String text) {
    return of(text.getBytes(StandardCharsets.US_ASCII));
  }
}
