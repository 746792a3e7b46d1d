package org.backlinks.summary;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.backlinks.snapshot.ByteArrays;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.TextDictionary;
import org.backlinks.url.Host;
import org.backlinks.url.RegistrableDomain;
import org.backlinks.url.UrlHostReader;

/**
 * Numbers the registrable domains of URLs. The start of a URL, up to its path, is known by its hash
 * code: its host is read only once.
 */
final class DomainIds {
  static final int UNKNOWN = -1;

  /** The maximum bytes of a name in DNS. Of a longer host, only the end is shown. */
  private static final int MAX_NAME_BYTES = Host.MAX_LENGTH;

  private final UrlHostReader hostReader = new UrlHostReader();

  /** Schemes and authorities of URLs. */
  private final LongIds starts = new LongIds();

  private int[] domainOfStart = new int[64];

  /** The name of each domain. A long name is kept as its hash code and its last bytes. */
  private final TextDictionary names = new TextDictionary();

  /** Returns the number of the domain of each text, or {@link #UNKNOWN} when it has no host. */
  int[] idsOf(Chunk.Column urls) {
    byte[] bytes = urls.textBytes();
    long[] startHashes = new long[urls.textCount()];
    for (int text = 0; text < startHashes.length; text++) {
      int from = urls.textStart(text);
      int path = UrlHostReader.findPath(bytes, from, urls.textEnd(text));
      startHashes[text] = ByteArrays.longHash(bytes, from, path - from);
    }
    int[] domains = new int[startHashes.length];
    for (int text = 0; text < domains.length; text++) {
      int known = starts.count();
      int start = starts.idOf(startHashes[text]);
      if (start == known) {
        domainOfStart = LongIds.withRoom(domainOfStart, start);
        domainOfStart[start] = idOf(bytes, urls.textStart(text), urls.textEnd(text));
      }
      domains[text] = domainOfStart[start];
    }
    return domains;
  }

  private int idOf(byte[] url, int from, int to) {
    hostReader.read(url, from, to);
    byte[] host = hostReader.host();
    int length = withoutLastDot(host, hostReader.hostLength());
    if (length == 0) {
      return UNKNOWN;
    }
    int nameEnd = withoutLastDot(host, length);
    int domain = RegistrableDomain.startInName(host, nameEnd);
    return domain == RegistrableDomain.NO_NAME
        ? idOf(new String(host, 0, length, StandardCharsets.UTF_8))
        : names.intern(host, domain, nameEnd - domain);
  }

  private static int withoutLastDot(byte[] host, int length) {
    return length > 1 && host[length - 1] == '.' ? length - 1 : length;
  }

  private int idOf(String host) {
    byte[] name = RegistrableDomain.of(Host.ofAddress(host)).getBytes(StandardCharsets.UTF_8);
    if (name.length == 0) {
      return UNKNOWN;
    }
    byte[] kept = name.length > MAX_NAME_BYTES ? hashAndEnd(name) : name;
    return names.intern(kept, 0, kept.length);
  }

  private static byte[] hashAndEnd(byte[] name) {
    return ByteBuffer.allocate(Long.BYTES + MAX_NAME_BYTES)
        .putLong(ByteArrays.longHash(name, 0, name.length))
        .put(name, name.length - MAX_NAME_BYTES, MAX_NAME_BYTES)
        .array();
  }

  /** Returns where the shown part of a domain's name starts. It is never inside a character. */
  private int nameStart(int domain) {
    int to = names.end(domain);
    int from = names.start(domain);
    if (to - from > MAX_NAME_BYTES) {
      from = to - MAX_NAME_BYTES;
      while (from < to && (names.bytes()[from] & 0xC0) == 0x80) {
        from++;
      }
    }
    return from;
  }

  /** Returns the name of a domain. */
  String name(int domain) {
    int from = nameStart(domain);
    return new String(names.bytes(), from, names.end(domain) - from, StandardCharsets.UTF_8);
  }

  /** Counts the links of a domain by its top-level domain: its last label, if it has a name. */
  void countTopLevelDomain(int domain, int links, FacetCounter counter) {
    byte[] bytes = names.bytes();
    int to = names.end(domain);
    int from = to;
    int nameStart = nameStart(domain);
    boolean isName = false;
    while (from > nameStart && bytes[from - 1] != '.') {
      from--;
      isName |= bytes[from] < '0' || bytes[from] > '9';
    }
    if (isName && bytes[to - 1] != ']') {
      counter.add(bytes, from, to, links, domain);
    }
  }

  /** Returns the number of domains. */
  int count() {
    return names.textCount();
  }
}
