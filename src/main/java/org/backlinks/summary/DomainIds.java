package org.backlinks.summary;

import java.nio.charset.StandardCharsets;
import org.backlinks.snapshot.ByteArrays;
import org.backlinks.snapshot.TextDictionary;
import org.backlinks.url.Host;
import org.backlinks.url.RegistrableDomain;
import org.backlinks.url.UrlHostReader;

/**
 * Numbers the registrable domains of URLs. To find the domain of a host is slow, so it is looked up
 * once for each host, and only if another host has the same last two labels. Otherwise no other
 * host can have the same domain.
 */
final class DomainIds {
  static final int UNKNOWN = -1;

  /** The maximum bytes of a name in DNS. Of a longer host, only the end is shown. */
  private static final int MAX_NAME_BYTES = Host.MAX_LENGTH;

  private final UrlHostReader hostReader = new UrlHostReader();
  private final LongIds hosts = new LongIds();
  private int[] domainOfHost = new int[64];

  /** The hosts' last two labels. */
  private final LongIds groups = new LongIds();

  /** The domain of the only host of a group, + 1; 0 when the group has several hosts. */
  private int[] onlyDomainOfGroup = new int[64];

  private final LongIds domains = new LongIds();
  private int[] numberOfDomain = new int[64];

  /** For each domain its name, or the host that has it alone. */
  private final TextDictionary names = new TextDictionary();

  private int[] nameOfDomain = new int[64];
  private int count;

  /** Returns the number of the domain of a URL, or {@link #UNKNOWN} when it has no host. */
  int idOf(byte[] url, int from, int to) {
    hostReader.read(url, from, to);
    byte[] host = hostReader.host();
    int length = hostReader.hostLength();
    if (length > 1 && host[length - 1] == '.') {
      length--;
    }
    if (length == 0) {
      return UNKNOWN;
    }
    int known = hosts.count();
    int id = hosts.idOf(ByteArrays.longHash(host, 0, length));
    if (id == known) {
      domainOfHost = LongIds.withRoom(domainOfHost, id);
      domainOfHost[id] = add(host, length);
    }
    return domainOfHost[id];
  }

  private int add(byte[] host, int length) {
    if (!isPlain(host, 0, length)) {
      String name = domainOf(new String(host, 0, length, StandardCharsets.UTF_8));
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      openGroup(groupOf(bytes, bytes.length));
      return numberByName(name, UNKNOWN);
    }
    int known = groups.count();
    int group = groupOf(host, length);
    if (group == known) {
      int domain = newDomain(host, length);
      onlyDomainOfGroup[group] = domain + 1;
      return domain;
    }
    openGroup(group);
    return numberByName(
        RegistrableDomain.ofPlainName(new String(host, 0, length, StandardCharsets.US_ASCII)),
        UNKNOWN);
  }

  /** Returns whether a host has only characters that names in lower case and IPv4 have. */
  private static boolean isPlain(byte[] host, int from, int length) {
    for (int i = from; i < from + length; i++) {
      byte character = host[i];
      boolean isLetter = character >= 'a' && character <= 'z';
      if (!isLetter
          && character != '_'
          && (character < '-' || character > '9' || character == '/')) {
        return false;
      }
    }
    return length <= MAX_NAME_BYTES;
  }

  private int groupOf(byte[] host, int length) {
    int labels = lastTwoLabels(host, length);
    int group = groups.idOf(ByteArrays.longHash(host, labels, length - labels));
    onlyDomainOfGroup = LongIds.withRoom(onlyDomainOfGroup, group);
    return group;
  }

  /** Makes the domains of a group known by name, because it has several hosts. */
  private void openGroup(int group) {
    int only = onlyDomainOfGroup[group] - 1;
    onlyDomainOfGroup[group] = 0;
    if (only >= 0) {
      numberByName(name(only), only);
    }
  }

  /**
   * Returns the number of a domain by its name.
   *
   * @param number the number of the domain if it is new; {@link #UNKNOWN} for the next number
   */
  private int numberByName(String name, int number) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    int known = domains.count();
    int id = domains.idOf(ByteArrays.longHash(bytes, 0, bytes.length));
    if (id == known) {
      numberOfDomain = LongIds.withRoom(numberOfDomain, id);
      numberOfDomain[id] = number >= 0 ? number : newDomain(bytes, bytes.length);
    }
    return numberOfDomain[id];
  }

  private int newDomain(byte[] name, int length) {
    int from = Math.max(0, length - MAX_NAME_BYTES);
    while (from > 0 && from < length && (name[from] & 0xC0) == 0x80) {
      from++;
    }
    nameOfDomain = LongIds.withRoom(nameOfDomain, count);
    nameOfDomain[count] = names.intern(name, from, length - from);
    return count++;
  }

  /** Returns where the last two labels start. A registrable domain has at least two. */
  private static int lastTwoLabels(byte[] host, int length) {
    int dots = 0;
    for (int at = length - 1; at >= 0; at--) {
      if (host[at] == '.' && ++dots == 2) {
        return at + 1;
      }
    }
    return 0;
  }

  /** Returns the name of a domain. */
  String name(int domain) {
    int text = nameOfDomain[domain];
    int from = names.start(text);
    int length = names.end(text) - from;
    String name = new String(names.bytes(), from, length, StandardCharsets.UTF_8);
    return isPlain(names.bytes(), from, length)
        ? RegistrableDomain.ofPlainName(name)
        : domainOf(name);
  }

  private static String domainOf(String host) {
    return RegistrableDomain.of(Host.ofAddress(host));
  }

  /** Counts the links of a domain by its top-level domain: its last label, if it has a name. */
  void countTopLevelDomain(int domain, int links, FacetCounter counter) {
    byte[] bytes = names.bytes();
    int to = names.end(nameOfDomain[domain]);
    int from = to;
    boolean isName = false;
    while (from > names.start(nameOfDomain[domain]) && bytes[from - 1] != '.') {
      from--;
      isName |= bytes[from] < '0' || bytes[from] > '9';
    }
    if (isName && bytes[to - 1] != ']') {
      counter.add(bytes, from, to, links, domain);
    }
  }

  /** Returns the number of domains. */
  int count() {
    return count;
  }
}
