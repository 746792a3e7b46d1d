package org.backlinks.summary;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.backlinks.snapshot.ByteArrays;
import org.backlinks.snapshot.Chunk;
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

  /** The names of domains, by their hash codes. */
  private final LongIds domains = new LongIds();

  /** The name of each domain, or of a long name its last bytes. */
  private byte[] names = new byte[1_024];

  private int[] nameEnds = new int[64];

  /** Returns the number of the domain of each text, or {@link #UNKNOWN} when it has no host. */
  int[] idsOf(Chunk.Column urls) {
    byte[] bytes = urls.textBytes();
    long[] startHashes = new long[urls.textCount()];
    for (int text = 0; text < startHashes.length; text++) {
      int from = urls.textStart(text);
      int end = startEnd(bytes, from, urls.textEnd(text));
      startHashes[text] = ByteArrays.hash(bytes, from, end - from);
    }
    int known = starts.count();
    int[] found = starts.idsOf(startHashes);
    domainOfStart = LongIds.withRoom(domainOfStart, starts.count());
    for (int text = 0; text < found.length; text++) {
      int start = found[text];
      if (start == known) {
        known++;
        domainOfStart[start] = idOf(bytes, urls.textStart(text), urls.textEnd(text));
      }
      found[text] = domainOfStart[start];
    }
    return found;
  }

  /**
   * Returns where the start of a URL ends: at the first slash that does not belong to {@code //}.
   * The host is always before it.
   */
  private static int startEnd(byte[] url, int from, int to) {
    int slash = ByteArrays.indexOf(url, from, to, '/');
    boolean isDouble = slash + 1 < to && url[slash + 1] == '/';
    return isDouble ? ByteArrays.indexOf(url, slash + 2, to, '/') : slash;
  }

  private int idOf(byte[] url, int from, int to) {
    int hostStart = UrlHostReader.findAuthority(url, from, to);
    int hostEnd = startEnd(url, from, to);
    boolean mayBePlain = hostEnd > hostStart && url[hostEnd - 1] != '.';
    int domain =
        mayBePlain
            ? RegistrableDomain.startInName(url, hostStart, hostEnd)
            : RegistrableDomain.NO_NAME;
    return domain == RegistrableDomain.NO_NAME
        ? idOfHost(url, from, to)
        : idOfName(url, domain, hostEnd);
  }

  /** Returns the number of the domain of a host that has, for example, a port or upper case. */
  private int idOfHost(byte[] url, int from, int to) {
    hostReader.read(url, from, to);
    byte[] host = hostReader.host();
    int length = withoutLastDot(host, hostReader.hostLength());
    if (length == 0) {
      return UNKNOWN;
    }
    int nameEnd = withoutLastDot(host, length);
    int domain = RegistrableDomain.startInName(host, 0, nameEnd);
    return domain == RegistrableDomain.NO_NAME
        ? idOf(new String(host, 0, length, StandardCharsets.UTF_8))
        : idOfName(host, domain, nameEnd);
  }

  private static int withoutLastDot(byte[] host, int length) {
    return length > 1 && host[length - 1] == '.' ? length - 1 : length;
  }

  private int idOf(String host) {
    byte[] name = RegistrableDomain.of(Host.ofAddress(host)).getBytes(StandardCharsets.UTF_8);
    if (name.length == 0) {
      return UNKNOWN;
    }
    return idOfName(name, 0, name.length);
  }

  private int idOfName(byte[] name, int from, int to) {
    int known = domains.count();
    int domain = domains.idOf(ByteArrays.hash(name, from, to - from));
    if (domain == known) {
      int keptFrom = shownStart(name, from, to);
      int start = nameStart(domain);
      int end = start + to - keptFrom;
      if (end > names.length) {
        names = Arrays.copyOf(names, names.length * 2);
      }
      System.arraycopy(name, keptFrom, names, start, to - keptFrom);
      nameEnds = LongIds.withRoom(nameEnds, domain);
      nameEnds[domain] = end;
    }
    return domain;
  }

  /** Returns where the shown part of a name starts. It is never inside a character. */
  private static int shownStart(byte[] name, int from, int to) {
    int start = Math.max(from, to - MAX_NAME_BYTES);
    while (start > from && start < to && (name[start] & 0xC0) == 0x80) {
      start++;
    }
    return start;
  }

  private int nameStart(int domain) {
    return domain == 0 ? 0 : nameEnds[domain - 1];
  }

  /** Returns the name of a domain. */
  String name(int domain) {
    int from = nameStart(domain);
    return new String(names, from, nameEnds[domain] - from, StandardCharsets.UTF_8);
  }

  /** Counts the links of a domain by its top-level domain: its last label, if it has a name. */
  void countTopLevelDomain(int domain, int links, FacetCounter counter) {
    int to = nameEnds[domain];
    int from = to;
    int nameStart = nameStart(domain);
    boolean isName = false;
    while (from > nameStart && names[from - 1] != '.') {
      from--;
      isName |= names[from] < '0' || names[from] > '9';
    }
    if (isName && names[to - 1] != ']') {
      counter.add(names, from, to, links, domain);
    }
  }

  /** Returns the number of domains. */
  int count() {
    return domains.count();
  }
}
