package org.backlinks.majestic.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.backlinks.majestic.http.BoundedInputStream;
import org.backlinks.majestic.http.DeflateCodingInputStream;
import org.backlinks.majestic.http.IncomingResponse;
import org.backlinks.majestic.http.MultiMemberGzipInputStream;
import org.backlinks.majestic.http.UnreadableException;
import org.jspecify.annotations.Nullable;

/**
 * The text of a job's file. It decompresses what begins like gzip data, regardless of the file's
 * name and type and as often as needed, and what the host says that it deflated. It fails when the
 * file is longer than the limits.
 */
final class JobFileInputStream extends InputStream {
  /** Maximum number of times that a file is compressed. */
  private static final int MAX_CODINGS = 3;

  private final JobFileClient.Limits limits;
  private final InputStream compressed;
  private final boolean canDetectTruncation;

  /** Whether the host says that it deflated the file. Deflated bytes have no mark of their own. */
  private final boolean isDeflated;

  private @Nullable InputStream uncompressed;
  private @Nullable IOException failure;
  private long bytesRead;

  JobFileInputStream(IncomingResponse response, JobFileClient.Limits limits)
      throws UnreadableException {
    this.limits = limits;
    this.canDetectTruncation = response.canDetectTruncation();
    this.isDeflated = response.head().contentCodings().contains("deflate");
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
      uncompressed = decompress(compressed);
    }
    return uncompressed;
  }

  /** Removes all codings. The host can have compressed a file that was compressed already. */
  private InputStream decompress(InputStream file) throws IOException {
    InputStream decoded = file;
    boolean mayBeDeflated = isDeflated;
    for (int codings = 0; codings <= MAX_CODINGS; codings++) {
      PushbackInputStream pushback = new PushbackInputStream(decoded, 2);
      byte[] start = pushback.readNBytes(2);
      pushback.unread(start);
      InputStream encoded = codings == 0 ? pushback : bounded(pushback);
      if (isGzip(start)) {
        decoded = new MultiMemberGzipInputStream(encoded, canDetectTruncation);
      } else if (mayBeDeflated && start.length > 0 && start[0] != '<') {
        decoded = new DeflateCodingInputStream(encoded);
        mayBeDeflated = false;
      } else {
        return pushback;
      }
    }
    throw new UnreadableException("the file is compressed more than " + MAX_CODINGS + " times");
  }

  private static boolean isGzip(byte[] start) {
    return start.length == 2
        && (start[0] & 0xFF) == MultiMemberGzipInputStream.MAGIC_FIRST_BYTE
        && (start[1] & 0xFF) == MultiMemberGzipInputStream.MAGIC_SECOND_BYTE;
  }

  private InputStream bounded(InputStream encoded) {
    return new BoundedInputStream(encoded, limits.maxUncompressedBytes(), "the compressed file");
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
