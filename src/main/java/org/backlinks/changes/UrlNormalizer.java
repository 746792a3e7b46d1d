package org.backlinks.changes;

import java.util.Arrays;
import org.backlinks.snapshot.ByteArrays;
import org.backlinks.url.HttpUrl;
import org.backlinks.url.UrlHostReader;

/**
 * Brings the URL of a link into the form in which links are compared: without scheme, default port
 * and fragment, with the host in lower case and punycode, and with at least a slash as the path. Of
 * this form it takes away, and notes in {@link #spelling}, a leading {@code www.} and one slash at
 * the end of the path. So two URLs are equal when text and spelling are, and the same page in
 * another spelling when only the text is. Any text is a URL here.
 */
final class UrlNormalizer {
  /** The number of different spellings. */
  static final int SPELLINGS = 4;

  private static final int HAS_WWW = 1;
  private static final int HAS_LAST_SLASH = 2;
  private static final byte[] WWW = {'w', 'w', 'w', '.'};
  private static final byte[] HTTPS = {'h', 't', 't', 'p', 's'};
  private static final int MAX_PORT_DIGITS = 5;

  private byte[] text = new byte[1 << 10];
  private int length;
  private final UrlHostReader hostReader = new UrlHostReader();
  private int spelling;

  /** Returns the array of the text; its first {@link #length} bytes are the text. */
  byte[] text() {
    return text;
  }

  int length() {
    return length;
  }

  /** Returns the array of the whole host; its first {@link #hostLength} bytes are the host. */
  byte[] host() {
    return hostReader.host();
  }

  int hostLength() {
    return hostReader.hostLength();
  }

  /** Returns what was taken away, as a number below {@link #SPELLINGS}. */
  int spelling() {
    return spelling;
  }

  /** Normalizes the URL at {@code [from, to)}. */
  void normalize(byte[] url, int from, int to) {
    length = 0;
    spelling = 0;
    hostReader.read(url, from, to);
    int authority = hostReader.authorityStart();
    int port = hostReader.portStart();
    int path = hostReader.pathStart();
    append(url, authority, hostReader.hostStart());
    appendHost();
    if (!isDefaultPort(url, port, path, isHttps(url, from, authority))) {
      append(url, port, path);
    }
    appendPathAndQuery(url, path, ByteArrays.indexOf(url, path, to, '#'));
  }

  private static boolean isHttps(byte[] url, int from, int authority) {
    if (authority - from != HTTPS.length + 3) {
      return false;
    }
    for (int i = 0; i < HTTPS.length; i++) {
      if ((url[from + i] | 0x20) != HTTPS[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the port at {@code [from, to)}, with its colon, says nothing. */
  private static boolean isDefaultPort(byte[] url, int from, int to, boolean isHttps) {
    if (to - from > MAX_PORT_DIGITS + 1) {
      return false;
    }
    int port = 0;
    for (int i = from + 1; i < to; i++) {
      port = port * 10 + url[i] - '0';
    }
    return to - from <= 1 || port == HttpUrl.defaultPort(isHttps);
  }

  private void appendHost() {
    byte[] host = hostReader.host();
    int hostLength = hostReader.hostLength();
    boolean hasWww = hostLength > WWW.length && ByteArrays.rangeEquals(host, 0, WWW, 0, WWW.length);
    spelling = hasWww ? HAS_WWW : 0;
    append(host, hasWww ? WWW.length : 0, hostLength);
  }

  private void appendPathAndQuery(byte[] url, int from, int to) {
    int query = ByteArrays.indexOf(url, from, to, '?');
    // an empty path is a slash
    boolean hasLastSlash = query == from || url[query - 1] == '/';
    if (hasLastSlash) {
      spelling |= HAS_LAST_SLASH;
    }
    append(url, from, hasLastSlash && query > from ? query - 1 : query);
    append(url, query, to);
  }

  private void append(byte[] bytes, int from, int to) {
    int count = to - from;
    if (text.length - length < count) {
      text = Arrays.copyOf(text, Math.max(text.length * 2, length + count));
    }
    System.arraycopy(bytes, from, text, length, count);
    length += count;
  }
}
