package org.backlinks.url;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Finds the host of a URL in UTF-8 bytes, and brings it into lower case and punycode. Any text is a
 * URL here. It has no host when the authority is empty. It is used for each URL of a report, so it
 * makes no objects.
 */
public final class UrlHostReader {
  private byte[] host = new byte[1 << 8];
  private int hostLength;
  private int authorityStart;
  private int hostStart;
  private int portStart;
  private int pathStart;

  /** Returns the array of the whole host; its first {@link #hostLength} bytes are the host. */
  public byte[] host() {
    return host;
  }

  public int hostLength() {
    return hostLength;
  }

  /** Returns where the part after the scheme starts. */
  public int authorityStart() {
    return authorityStart;
  }

  /** Returns where the host starts, after a name of a user. */
  public int hostStart() {
    return hostStart;
  }

  /** Returns where the port starts, with its colon. It is where the path starts without a port. */
  public int portStart() {
    return portStart;
  }

  /** Returns where the path, the query or the fragment starts. */
  public int pathStart() {
    return pathStart;
  }

  /** Reads the URL at {@code [from, to)}. */
  public void read(byte[] url, int from, int to) {
    authorityStart = findAuthority(url, from, to);
    hostStart = authorityStart;
    int path = authorityStart;
    while (path < to && !endsAuthority(url[path])) {
      if (url[path++] == '@') {
        hostStart = path;
      }
    }
    pathStart = path;
    portStart = findPort(url, hostStart, path);
    readHost(url, hostStart, portStart);
  }

  private static boolean endsAuthority(byte character) {
    return character == '/' || character == '?' || character == '#';
  }

  /** Returns where the part after the scheme of the URL at {@code [from, to)} starts. */
  public static int findAuthority(byte[] url, int from, int to) {
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

  /** Returns the index of the colon before the port, or {@code to} when there is no port. */
  private static int findPort(byte[] url, int from, int to) {
    int at = to;
    while (at > from && url[at - 1] >= '0' && url[at - 1] <= '9') {
      at--;
    }
    if (at == from || url[at - 1] != ':') {
      return to;
    }
    boolean isOnlyColon =
        url[from] == '[' ? url[at - 2] == ']' : indexOfColon(url, from, to) == at - 1;
    return isOnlyColon ? at - 1 : to;
  }

  private static int indexOfColon(byte[] url, int from, int to) {
    int at = from;
    while (at < to && url[at] != ':') {
      at++;
    }
    return at;
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
}
