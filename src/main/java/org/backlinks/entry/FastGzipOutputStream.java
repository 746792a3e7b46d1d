package org.backlinks.entry;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.backlinks.render.ResponseBuffer;

/** Compresses bodies with gzip at its fastest level. */
final class FastGzipOutputStream extends GZIPOutputStream {
  /** The minimum length in bytes of a body that is worth the time of compression. */
  static final int MIN_BODY_BYTES = 1_024;

  private static final int BUFFER_BYTES = 1 << 14;

  private FastGzipOutputStream(OutputStream out) throws IOException {
    super(out, BUFFER_BYTES);
    def.setLevel(Deflater.BEST_SPEED);
  }

  static ResponseBuffer compress(ResponseBuffer body) throws IOException {
    ResponseBuffer out = body.newBuffer();
    try (FastGzipOutputStream gzip = new FastGzipOutputStream(out.asOutputStream())) {
      body.writeTo(gzip);
    }
    return out;
  }
}
