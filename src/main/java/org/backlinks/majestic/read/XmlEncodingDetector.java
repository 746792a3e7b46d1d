package org.backlinks.majestic.read;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backlinks.majestic.http.UnreadableException;
import org.jspecify.annotations.Nullable;

/** Detects the encoding of an XML document by its first bytes and by its declaration. */
final class XmlEncodingDetector {
  /** Maximum bytes at the start of a document that can contain its declaration. */
  private static final int MAX_DECLARATION_BYTES = 256;

  private static final String UNDECLARED = "";

  private static final Pattern DECLARATION =
      Pattern.compile("^<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']");

  private XmlEncodingDetector() {}

  /**
   * Returns the document in UTF-8, without a byte order mark. A document that is UTF-8 already does
   * not change.
   *
   * @throws UnreadableException when the document declares an unknown encoding
   */
  static InputStream toUtf8(InputStream body) throws IOException {
    byte[] start = body.readNBytes(MAX_DECLARATION_BYTES);
    if (startsWith(start, 0xEF, 0xBB, 0xBF)) {
      return concatenate(start, 3, body);
    }
    if (startsWith(start, 0xFE, 0xFF)) {
      return new TranscodingInputStream(
          concatenate(start, 2, body), StandardCharsets.UTF_16BE, false);
    }
    if (startsWith(start, 0xFF, 0xFE)) {
      return new TranscodingInputStream(
          concatenate(start, 2, body), StandardCharsets.UTF_16LE, false);
    }
    InputStream document = concatenate(start, 0, body);
    if (startsWith(start, 0, '<')) {
      return decodeUtf16(start, document, StandardCharsets.UTF_16BE);
    }
    if (startsWith(start, '<', 0)) {
      return decodeUtf16(start, document, StandardCharsets.UTF_16LE);
    }
    String declared = declaredEncoding(start, StandardCharsets.ISO_8859_1);
    return switch (declared) {
      // a declaration of UTF-16 with one byte a letter is wrong: the document is read as UTF-8
      case UNDECLARED, "utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be" ->
          document;
      case "windows-1252", "windows1252", "cp1252", "cp-1252", "ansi" ->
          new TranscodingInputStream(document, StandardCharsets.ISO_8859_1, true);
      default -> new TranscodingInputStream(document, findCharset(declared), false);
    };
  }

  /** Returns a UTF-16 document in UTF-8. The document must not declare another encoding. */
  private static InputStream decodeUtf16(byte[] start, InputStream document, Charset encoding)
      throws UnreadableException {
    String declared = declaredEncoding(start, encoding);
    if (!declared.equals(UNDECLARED) && !declared.startsWith("utf-16")) {
      throw new UnreadableException("the encoding of the XML is not the one that it declares");
    }
    return new TranscodingInputStream(document, encoding, false);
  }

  private static boolean startsWith(byte[] bytes, int... expected) {
    if (bytes.length < expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((bytes[i] & 0xFF) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  private static InputStream concatenate(byte[] start, int from, InputStream rest) {
    return new SequenceInputStream(
        new ByteArrayInputStream(start, from, start.length - from), rest);
  }

  private static String declaredEncoding(byte[] start, Charset encoding) {
    Matcher declaration = DECLARATION.matcher(new String(start, encoding));
    return declaration.find() ? normalizeName(declaration.group(1)) : UNDECLARED;
  }

  /** Returns a name as it is registered: {@code UTF_8} is {@code utf-8}. */
  private static String normalizeName(String name) {
    String normalized = name.toLowerCase(Locale.ROOT).replace('_', '-');
    return normalized.startsWith("x-") ? normalized.substring(2) : normalized;
  }

  private static Charset findCharset(String name) throws UnreadableException {
    @Nullable Charset charset = null;
    try {
      charset = Charset.isSupported(name) ? Charset.forName(name) : null;
    } catch (IllegalCharsetNameException e) {
      // handled like any other unknown name
    }
    if (charset == null) {
      throw new UnreadableException("the XML declares an unknown encoding");
    }
    return charset;
  }
}
