package org.backlinks.majestic;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a file as they arrive: bounded, and known to be all of them at the end. */
final class ArrivingStream extends FilterInputStream {
  private final long declared;
  private final long most;
  private long count;

  /**
   * Counts what arrives.
   *
   * @param declared how many the other side said it would send, or -1
   * @param most how many may come
   */
  ArrivingStream(InputStream body, long declared, long most) {
    super(body);
    this.declared = declared;
    this.most = most;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (declared > most) {
      throw tooLong();
    }
    int got = count == declared ? -1 : super.read(into, from, length);
    if (got < 0 && count < declared) {
      throw new IOException("the file was cut after " + count + " of " + declared + " bytes");
    }
    count += Math.max(0, got);
    if (count > most) {
      throw tooLong();
    }
    return got;
  }

  private UnreadableException tooLong() {
    return new UnreadableException("the file as it comes has more than " + most + " bytes");
  }
}
