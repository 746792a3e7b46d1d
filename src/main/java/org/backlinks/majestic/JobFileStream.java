package org.backlinks.majestic;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.HttpURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * The text of a job's file: unpacked when it begins like a gzip, whatever it is called, and never
 * longer than the limits.
 */
final class JobFileStream extends InputStream {
  private final HttpURLConnection connection;
  private final JobFile.Limits limits;
  private final InputStream arriving;
  private final boolean endIsCertain;
  private @Nullable InputStream text;
  private @Nullable IOException failure;
  private long count;

  JobFileStream(HttpURLConnection connection, JobFile.Limits limits) throws IOException {
    this.connection = connection;
    this.limits = limits;
    boolean chunked = connection.getHeaderField("Transfer-Encoding") != null;
    long declared = chunked ? -1 : connection.getContentLengthLong();
    endIsCertain = chunked || declared >= 0;
    arriving = new ArrivingStream(connection.getInputStream(), declared, limits.packed());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      int got = text().read(into, from, length);
      count += Math.max(0, got);
      if (count > limits.unpacked()) {
        throw new UnreadableException("the file has more than " + limits.unpacked() + " bytes");
      }
      return got;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  private InputStream text() throws IOException {
    if (text == null) {
      PushbackInputStream peeked = new PushbackInputStream(arriving, 2);
      byte[] start = peeked.readNBytes(2);
      peeked.unread(start);
      boolean packed =
          start.length == 2
              && (start[0] & 0xFF) == Gunzip.FIRST
              && (start[1] & 0xFF) == Gunzip.SECOND;
      text = packed ? new Gunzip(peeked, endIsCertain) : peeked;
    }
    return text;
  }

  /** Never throws: what was read counts, whatever the connection does at its end. */
  @Override
  public void close() {
    try (InputStream body = arriving;
        InputStream unpacking = text) {
      connection.disconnect();
    } catch (IOException e) {
      // the connection is gone, as it should be
    }
  }
}
