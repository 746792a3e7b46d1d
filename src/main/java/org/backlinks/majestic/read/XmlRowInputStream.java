package org.backlinks.majestic.read;

import java.io.IOException;
import java.io.InputStream;
import org.backlinks.majestic.http.UnreadableException;
import org.backlinks.majestic.read.XmlTextSanitizer.ReferenceHandling;
import org.backlinks.snapshot.ByteArrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives the bytes of an XML document to two readers. The parser gets valid text, piece by piece: a
 * piece ends after a tag, so the parser never reads beyond the tag that it reports. At that point
 * {@link #tryReadRow} can read a row without the parser, which never sees this row. So the text of
 * most rows is never decoded into characters.
 */
final class XmlRowInputStream extends InputStream {
  private static final int BUFFER_SIZE = 1 << 16;

  /** More bytes than {@link #safeLimit} leaves for the next piece: two references, a character. */
  private static final int MIN_PIECE_BYTES = 2 * XmlTextSanitizer.MAX_REFERENCE_LENGTH + 4;

  private static final String ROW_START = "<Row>";
  private static final String ROW_END = "</Row>";

  private final InputBuffer buffer;
  private final XmlMarkupScanner markup;
  private final XmlTextSanitizer sanitizer = new XmlTextSanitizer();
  private final ByteSlice row = new ByteSlice();

  /** The bytes that the parser gets next. */
  private byte[] piece = {};

  private int piecePosition;
  private int pieceLimit;
  private long allowedBytes;
  private @Nullable IOException failure;

  XmlRowInputStream(InputStream body) throws IOException {
    buffer = new InputBuffer(XmlEncodingDetector.toUtf8(body), BUFFER_SIZE, BUFFER_SIZE);
    markup = new XmlMarkupScanner(buffer);
  }

  /** Sets the number of bytes that the parser may read from now on. */
  void allowBytes(int bytes) {
    allowedBytes = bytes;
  }

  /** Returns why a read failed, which is not an error in the XML; null if no read failed. */
  @Nullable IOException failure() {
    return failure;
  }

  /** Returns the number of bytes of the document that were read as pieces or rows. */
  long position() {
    return buffer.offset();
  }

  /** Returns the number of characters that were no valid text up to now. */
  long replacedCount() {
    return sanitizer.replacedCount();
  }

  /** Replaces invalid text by spaces from now on, after the root element. */
  void replaceBySpaces() {
    sanitizer.replaceBySpaces();
  }

  /**
   * Reads the next row if it consists of text and references only.
   *
   * @return the text of the row, valid until the next read; null if the parser must read what is
   *     next
   */
  @Nullable ByteSlice tryReadRow() throws IOException {
    if (piecePosition < pieceLimit
        || !markup.isInText()
        || buffer.peekAfterWhitespace() != '<'
        || !buffer.startsWith(ROW_START, 0)) {
      return null;
    }
    int length = distanceToTag(ROW_START.length());
    if (length < 0 || !buffer.startsWith(ROW_END, length)) {
      return null;
    }
    int start = buffer.position() + ROW_START.length();
    int end = buffer.position() + length;
    if (ByteArrays.indexOfXmlSpecial(buffer.bytes(), start, end) < end) {
      sanitizer.sanitize(buffer.bytes(), start, end, ReferenceHandling.RESOLVE);
      row.set(sanitizer.bytes(), 0, sanitizer.length());
    } else {
      row.set(buffer.bytes(), start, end - start);
    }
    buffer.skip(length + ROW_END.length());
    return row;
  }

  /** Returns the distance to the next tag, which is at least {@code from}; -1 if there is none. */
  private int distanceToTag(int from) throws IOException {
    int distance = from;
    do {
      int position = buffer.position();
      int tag = ByteArrays.indexOf(buffer.bytes(), position + distance, buffer.limit(), '<');
      distance = tag - position;
      if (tag < buffer.limit()) {
        return distance;
      }
    } while (buffer.fill());
    return -1;
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      if (allowedBytes <= 0) {
        throw new UnreadableException("a part of the XML is too long");
      }
      if (piecePosition == pieceLimit && !preparePiece()) {
        return -1;
      }
      int count = Math.min(length, pieceLimit - piecePosition);
      System.arraycopy(piece, piecePosition, target, offset, count);
      piecePosition += count;
      allowedBytes -= count;
      return count;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** Prepares the next piece for the parser; returns false at the end of the document. */
  private boolean preparePiece() throws IOException {
    buffer.request(MIN_PIECE_BYTES);
    if (buffer.position() == buffer.limit()) {
      return false;
    }
    boolean hasReferences = markup.hasReferences();
    int start = buffer.position();
    int end = markup.pieceEnd(buffer.isAtEnd() ? buffer.limit() : safeLimit(hasReferences));
    piece = buffer.bytes();
    piecePosition = start;
    pieceLimit = end;
    if (ByteArrays.indexOfXmlSpecial(piece, start, end) < end) {
      ReferenceHandling handling = hasReferences ? ReferenceHandling.KEEP : ReferenceHandling.NONE;
      sanitizer.sanitize(piece, start, end, handling);
      piece = sanitizer.bytes();
      piecePosition = 0;
      pieceLimit = sanitizer.length();
    }
    buffer.skip(end - start);
    return true;
  }

  /** Returns the last index in the buffer that divides no character and no reference. */
  private int safeLimit(boolean hasReferences) {
    byte[] bytes = buffer.bytes();
    int limit = buffer.limit();
    int last = limit - 1;
    while (last > limit - 4 && (bytes[last] & 0xC0) == 0x80) {
      last--;
    }
    int end = bytes[last] < 0 ? last : limit;
    return hasReferences ? sanitizer.safeCutPosition(bytes, buffer.position(), end) : end;
  }
}
