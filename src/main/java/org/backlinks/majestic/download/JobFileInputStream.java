package org.backlinks.majestic.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.backlinks.majestic.http.BoundedInputStream;
import org.backlinks.majestic.http.IncomingResponse;
import org.backlinks.majestic.http.MultiMemberGzipInputStream;
import org.backlinks.majestic.http.UnreadableException;
import org.jspecify.annotations.Nullable;

/**
 * The text of a job's file. It decompresses a file that begins like a gzip, regardless of the
 * file's name and type, and fails when the file is longer than the limits.
 */
final class JobFileInputStream extends InputStream {
  private final JobFileClient.Limits limits;
  private final InputStream compressed;
  private final boolean canDetectTruncation;
  private @Nullable InputStream uncompressed;
  private @Nullable IOException failure;
  private long bytesRead;

  JobFileInputStream(IncomingResponse response, JobFileClient.Limits limits)
      throws UnreadableException {
    this.limits = limits;
    this.canDetectTruncation = response.canDetectTruncation();
    this.compressed =
        new BoundedInputStream(
            response.encodedBody(), limits.maxCompressedBytes(), "the compressed file");
  }

  @Override
  public int read() throws IOException {
    byte[] singleByte = new byte[1];
    return read(singleByte, 0, 1) < 0 ? -1 : singleByte[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      int count = uncompressedStream().read(bytes, offset, length);
      bytesRead += Math.max(0, count);
      if (bytesRead > limits.maxUncompressedBytes()) {
        throw new UnreadableException(
            "the file has more than " + limits.maxUncompressedBytes() + " bytes");
      }
      return count;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  private InputStream uncompressedStream() throws IOException {
    if (uncompressed == null) {
      PushbackInputStream pushback = new PushbackInputStream(compressed, 2);
      byte[] start = pushback.readNBytes(2);
      pushback.unread(start);
      boolean isGzip =
          start.length == 2
              && (start[0] & 0xFF) == MultiMemberGzipInputStream.MAGIC_FIRST_BYTE
              && (start[1] & 0xFF) == MultiMemberGzipInputStream.MAGIC_SECOND_BYTE;
      uncompressed =
          isGzip ? new MultiMemberGzipInputStream(pushback, canDetectTruncation) : pushback;
    }
    return uncompressed;
  }

  /** Ends the connection. Ignores failures, because the caller needs no more data. */
  @Override
  public void close() {
    try (InputStream body = compressed;
        InputStream decompressing = uncompressed) {
      // closing both ends the connection
    } catch (IOException e) {
      // the connection has ended anyway
    }
  }
}
