package org.backlinks.majestic.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import org.backlinks.snapshot.Utf8;

/** Converts text of another encoding to UTF-8. Each fault becomes U+FFFE, which is in no text. */
final class TranscodingInputStream extends InputStream {
  private static final char FAULT_MARKER = '\uFFFE';

  /**
   * The characters of windows-1252 in the range in which ISO-8859-1 has control characters. The
   * native image does not contain the encoding windows-1252.
   */
  private static final String WINDOWS_1252_CHARACTERS =
      "\u20AC\uFFFE\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\uFFFE\u017D\uFFFE"
          + "\uFFFE\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\uFFFE\u017E\u0178";

  private final InputStream in;
  private final CharsetDecoder decoder;
  private final boolean isWindows1252;
  private final int maxFaultLength;
  private final ByteBuffer encodedBytes = ByteBuffer.allocate(1 << 13).flip();
  private final CharBuffer chars = CharBuffer.allocate(1 << 13);
  private final byte[] utf8 = new byte[3 << 13];
  private int bufferPosition;
  private int bufferLimit;
  private boolean inputEnded;

  /**
   * Creates a stream that converts text of an encoding.
   *
   * @param isWindows1252 whether the text is windows-1252; the encoding must be ISO-8859-1 then
   */
  TranscodingInputStream(InputStream in, Charset encoding, boolean isWindows1252) {
    this.in = in;
    this.isWindows1252 = isWindows1252;
    // for half of a character, the decoder also reports the next unit, which can be valid
    this.maxFaultLength = encoding.name().startsWith("UTF-16") ? 2 : Integer.MAX_VALUE;
    this.decoder =
        encoding
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (bufferPosition == bufferLimit) {
      if (inputEnded && !encodedBytes.hasRemaining()) {
        return -1;
      }
      decodeNext();
    }
    int count = Math.min(length, bufferLimit - bufferPosition);
    System.arraycopy(utf8, bufferPosition, target, offset, count);
    bufferPosition += count;
    return count;
  }

  private void decodeNext() throws IOException {
    fillInput();
    chars.clear();
    CoderResult result = decoder.decode(encodedBytes, chars, inputEnded);
    if (result.isError()) {
      encodedBytes.position(encodedBytes.position() + Math.min(maxFaultLength, result.length()));
      chars.put(FAULT_MARKER);
    }
    chars.flip();
    for (int i = 0; isWindows1252 && i < chars.limit(); i++) {
      char character = chars.get(i);
      if (character >= 0x80 && character < 0xA0) {
        chars.put(i, WINDOWS_1252_CHARACTERS.charAt(character - 0x80));
      }
    }
    bufferPosition = 0;
    bufferLimit = Utf8.encode(chars.array(), 0, chars.limit(), utf8, 0);
  }

  private void fillInput() throws IOException {
    encodedBytes.compact();
    if (!inputEnded) {
      int count = in.read(encodedBytes.array(), encodedBytes.position(), encodedBytes.remaining());
      inputEnded = count < 0;
      encodedBytes.position(encodedBytes.position() + Math.max(0, count));
    }
    encodedBytes.flip();
  }
}
