package org.backlinks.changes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.backlinks.snapshot.ByteArrays;
import org.backlinks.url.Host;
import org.backlinks.url.HostAndPort;
import org.backlinks.url.HttpUrl;

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
  private byte[] host = new byte[1 << 8];
  private int hostLength;
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
    return host;
  }

  int hostLength() {
    return hostLength;
  }

  /** Returns what was taken away, as a number below {@link #SPELLINGS}. */
  int spelling() {
    return spelling;
  }

  /** Normalizes the URL at {@code [from, to)}. */
  void normalize(byte[] url, int from, int to) {
    length = 0;
    spelling = 0;
    int authority = authorityStart(url, from, to);
    int path = authority;
    int hostStart = authority;
    while (path < to && url[path] != '/' && url[path] != '?' && url[path] != '#') {
      if (url[path++] == '@') {
        hostStart = path;
      }
    }
    int port = portStart(url, hostStart, path);
    append(url, authority, hostStart);
    readHost(url, hostStart, port);
    appendHost();
    if (!isDefaultPort(url, port, path, isHttps(url, from, authority))) {
      append(url, port, path);
    }
    appendPathAndQuery(url, path, ByteArrays.indexOf(url, path, to, '#'));
  }

  private static int authorityStart(byte[] url, int from, int to) {
    int at = from;
    while (at < to && isSchemeCharacter(url[at], at == from)) {
      at++;
    }
    boolean hasScheme =
        at > from && at + 2 < to && url[at] == ':' && url[at + 1] == '/' && url[at + 2] == '/';
    return hasScheme ? at + 3 : from;
  }

  private static boolean isSchemeCharacter(byte character, boolean isFirst) {
    int lowerCase = character | 0x20;
    return (lowerCase >= 'a' && lowerCase <= 'z')
        || (!isFirst
            && ((character >= '0' && character <= '9')
                || character == '+'
                || character == '-'
                || character == '.'));
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

  /** Returns the index of the colon before the port, or {@code to} when there is no port. */
  private static int portStart(byte[] url, int from, int to) {
    int at = to;
    while (at > from && url[at - 1] >= '0' && url[at - 1] <= '9') {
      at--;
    }
    if (at == from || url[at - 1] != ':') {
      return to;
    }
    boolean isOnlyColon =
        url[from] == '[' ? url[at - 2] == ']' : ByteArrays.indexOf(url, from, to, ':') == at - 1;
    return isOnlyColon ? at - 1 : to;
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

  private void readHost(byte[] url, int from, int to) {
    if (host.length < to - from) {
      host = new byte[to - from];
    }
    hostLength = to - from;
    for (int i = 0; i < hostLength; i++) {
      byte character = url[from + i];
      if (character < 0) {
        host = asciiHost(new String(url, from, to - from, StandardCharsets.UTF_8));
        hostLength = host.length;
        return;
      }
      host[i] = character >= 'A' && character <= 'Z' ? (byte) (character | 0x20) : character;
    }
  }

  /** Returns the host in punycode; in lower case only, when it has no certain punycode. */
  private static byte[] asciiHost(String name) {
    String ascii;
    try {
      ascii = HostAndPort.parse(name, Host.Strictness.RESOLVABLE).host().name();
    } catch (IllegalArgumentException noCertainPunycode) {
      ascii = name.toLowerCase(Locale.ROOT);
    }
    return ascii.getBytes(StandardCharsets.UTF_8);
  }

  private void appendHost() {
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
