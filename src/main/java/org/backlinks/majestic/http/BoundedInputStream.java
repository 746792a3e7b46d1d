package org.backlinks.majestic.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails when it is longer than a maximum. */
public final class BoundedInputStream extends FilterInputStream {
  private final long maxLength;
  private final String limitMessage;
  private long bytesRead;

  /**
   * Makes a stream over another.
   *
   * @param maxLength maximum number of bytes
   * @param name names the stream in the message of {@link UnreadableException}
   */
  public BoundedInputStream(InputStream in, long maxLength, String name) {
    super(in);
    this.maxLength = maxLength;
    this.limitMessage = name + " has more than " + maxLength + " bytes";
  }

  @Override
  public int read() throws IOException {
    byte[] singleByte = new byte[1];
    return read(singleByte, 0, 1) < 0 ? -1 : singleByte[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    bytesRead += Math.max(0, count);
    if (bytesRead > maxLength) {
      throw new UnreadableException(limitMessage);
    }
    return count;
  }
}
