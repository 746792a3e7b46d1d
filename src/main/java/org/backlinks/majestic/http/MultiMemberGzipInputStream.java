package org.backlinks.majestic.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses a gzip of one or more members (RFC 1952). It ignores the data after the last member,
 * which is padding. It does not use {@link java.util.zip.GZIPInputStream}, because that class ends
 * without a failure when the network fails between two members, and calls itself once for each
 * empty member.
 */
public final class MultiMemberGzipInputStream extends InputStream {
  public static final int MAGIC_FIRST_BYTE = 0x1f;
  public static final int MAGIC_SECOND_BYTE = 0x8b;

  private static final int DEFLATE_METHOD = 8;
  private static final int FLAG_HEADER_CHECKSUM = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int RESERVED_FLAGS = 0xe0;
  private static final int TIME_AND_SYSTEM_BYTES = 6;

  private final InputStream compressed;
  private final boolean canDetectTruncation;
  private final byte[] buffer = new byte[16 * 1024];
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private int bufferPosition;
  private int bufferLimit;
  private long bytesBeforeBuffer;
  private boolean inMember;
  private boolean atEnd;

  /**
   * Makes a stream.
   *
   * @param canDetectTruncation whether reading {@code compressed} fails when the network truncates
   *     it. Otherwise a gzip that ends early may be complete at its source, and causes no {@link
   *     UnreadableException}.
   */
  public MultiMemberGzipInputStream(InputStream compressed, boolean canDetectTruncation) {
    this.compressed = compressed;
    this.canDetectTruncation = canDetectTruncation;
  }

  @Override
  public int read() throws IOException {
    byte[] singleByte = new byte[1];
    return read(singleByte, 0, 1) < 0 ? -1 : singleByte[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!atEnd) {
      if (!inMember && !readHeader()) {
        atEnd = true;
        break;
      }
      int count = inflate(bytes, offset, length);
      if (count > 0) {
        checksum.update(bytes, offset, count);
        return count;
      }
      readTrailer();
    }
    return -1;
  }

  /** Reads the header of a member. Returns false when no member follows. */
  private boolean readHeader() throws IOException {
    if (readNext() != MAGIC_FIRST_BYTE || readNext() != MAGIC_SECOND_BYTE) {
      return false;
    }
    int method = readRequired();
    int flags = readRequired();
    if (method != DEFLATE_METHOD || (flags & RESERVED_FLAGS) != 0) {
      throw corruptGzip();
    }
    skipBytes(TIME_AND_SYSTEM_BYTES);
    if ((flags & FLAG_EXTRA) != 0) {
      skipBytes(readRequired() | readRequired() << 8);
    }
    if ((flags & FLAG_NAME) != 0) {
      skipZeroTerminatedText();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipZeroTerminatedText();
    }
    if ((flags & FLAG_HEADER_CHECKSUM) != 0) {
      skipBytes(2);
    }
    inflater.reset();
    checksum.reset();
    inMember = true;
    return true;
  }

  /** Returns the number of decompressed bytes, which is 0 at the end of the member. */
  private int inflate(byte[] bytes, int offset, int length) throws IOException {
    try {
      while (!inflater.finished()) {
        int count = inflater.inflate(bytes, offset, length);
        if (count > 0) {
          return count;
        }
        if (inflater.needsDictionary()) {
          throw corruptGzip();
        }
        if (inflater.needsInput()) {
          if (bufferPosition == bufferLimit && !fillBuffer()) {
            throw truncatedGzip();
          }
          inflater.setInput(buffer, bufferPosition, bufferLimit - bufferPosition);
          bufferPosition = bufferLimit;
        }
      }
      return 0;
    } catch (DataFormatException e) {
      throw corruptGzip();
    }
  }

  private void readTrailer() throws IOException {
    bufferPosition = bufferLimit - inflater.getRemaining();
    long length = inflater.getBytesWritten() & 0xffffffffL;
    if (readUnsignedInt() != checksum.getValue() || readUnsignedInt() != length) {
      throw corruptGzip();
    }
    inMember = false;
  }

  private long readUnsignedInt() throws IOException {
    return readRequired()
        | readRequired() << 8
        | readRequired() << 16
        | (long) readRequired() << 24;
  }

  private void skipBytes(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      readRequired();
    }
  }

  private void skipZeroTerminatedText() throws IOException {
    while (readRequired() != 0) {
      // the zero ends the text
    }
  }

  private int readRequired() throws IOException {
    int next = readNext();
    if (next < 0) {
      throw truncatedGzip();
    }
    return next;
  }

  private int readNext() throws IOException {
    return bufferPosition < bufferLimit || fillBuffer() ? buffer[bufferPosition++] & 0xFF : -1;
  }

  private boolean fillBuffer() throws IOException {
    bytesBeforeBuffer += bufferLimit;
    bufferPosition = 0;
    bufferLimit = 0;
    bufferLimit = Math.max(0, compressed.read(buffer));
    return bufferLimit > 0;
  }

  private UnreadableException corruptGzip() {
    return new UnreadableException(
        "the gzip is corrupt, near byte " + (bytesBeforeBuffer + bufferPosition));
  }

  private IOException truncatedGzip() {
    String message = "the gzip ends early, at byte " + (bytesBeforeBuffer + bufferPosition);
    return canDetectTruncation ? new UnreadableException(message) : new IOException(message);
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    compressed.close();
  }
}
