package org.backlinks.majestic.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses the content coding "deflate". By the standard, the body is a zlib stream. Some
 * servers send a raw deflate stream instead.
 */
public final class DeflateCodingInputStream extends InputStream {
  private static final int BUFFER_SIZE = 8 * 1024;
  private static final int METHOD_MASK = 0x0f;
  private static final int DEFLATE_METHOD = 8;
  private static final int HEADER_CHECK_DIVISOR = 31;

  private final InputStream compressed;
  private @Nullable Inflater inflater;
  private @Nullable InputStream inflating;

  public DeflateCodingInputStream(InputStream compressed) {
    this.compressed = compressed;
  }

  @Override
  public int read() throws IOException {
    byte[] singleByte = new byte[1];
    return read(singleByte, 0, 1) < 0 ? -1 : singleByte[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return inflatingStream().read(bytes, offset, length);
    } catch (ZipException e) {
      throw new UnreadableException("the deflated body is corrupt");
    }
  }

  private InputStream inflatingStream() throws IOException {
    InputStream stream = inflating;
    if (stream == null) {
      PushbackInputStream pushback = new PushbackInputStream(compressed, 2);
      byte[] start = pushback.readNBytes(2);
      pushback.unread(start);
      Inflater newInflater = new Inflater(!isZlib(start));
      inflater = newInflater;
      stream = new InflaterInputStream(pushback, newInflater, BUFFER_SIZE);
      inflating = stream;
    }
    return stream;
  }

  private static boolean isZlib(byte[] start) {
    return start.length == 2
        && (start[0] & METHOD_MASK) == DEFLATE_METHOD
        && ((start[0] & 0xFF) << 8 | (start[1] & 0xFF)) % HEADER_CHECK_DIVISOR == 0;
  }

  @Override
  public void close() throws IOException {
    if (inflater != null) {
      inflater.end();
    }
    compressed.close();
  }
}
