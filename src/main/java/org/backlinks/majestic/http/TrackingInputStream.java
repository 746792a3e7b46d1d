package org.backlinks.majestic.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer. It counts the bytes, and fails when a body is longer than any real one. It
 * remembers its own failure, so that a reader can distinguish it from all other failures.
 */
public final class TrackingInputStream extends FilterInputStream {
  private static final long MAX_LENGTH = 1L << 30;

  private long bytesRead;
  private @Nullable IOException failure;

  public TrackingInputStream(InputStream in) {
    super(in);
  }

  /** Returns the exception with which reading failed; null when it did not fail. */
  public @Nullable IOException failure() {
    return failure;
  }

  /** Returns the number of bytes read so far. */
  public long bytesRead() {
    return bytesRead;
  }

  @Override
  public int read() throws IOException {
    byte[] singleByte = new byte[1];
    return read(singleByte, 0, 1) < 0 ? -1 : singleByte[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      int count = super.read(bytes, offset, length);
      bytesRead += Math.max(0, count);
      if (bytesRead > MAX_LENGTH) {
        throw new UnreadableException("the body is longer than " + MAX_LENGTH + " bytes");
      }
      return count;
    } catch (IOException e) {
      failure = e;
      throw e;
    } catch (RuntimeException e) {
      failure = new IOException("the body can't be read", e);
      throw failure;
    }
  }
}
