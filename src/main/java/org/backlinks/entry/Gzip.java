package org.backlinks.entry;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.backlinks.render.Buffer;

/** Packs bodies, fast rather than small. */
final class Gzip extends GZIPOutputStream {
  /** A smaller body is not worth it: bytes. */
  static final int SMALLEST = 1_024;

  private static final int BLOCK = 1 << 14;

  private Gzip(OutputStream out) throws IOException {
    super(out, BLOCK);
    def.setLevel(Deflater.BEST_SPEED);
  }

  static Buffer packed(Buffer body) throws IOException {
    Buffer out = new Buffer();
    try (Gzip gzip = new Gzip(out)) {
      body.writeTo(gzip);
    }
    return out;
  }
}
