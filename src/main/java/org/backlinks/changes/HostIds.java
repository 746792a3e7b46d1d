package org.backlinks.changes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.backlinks.snapshot.TextDictionary;
import org.backlinks.url.Host;
import org.backlinks.url.RegistrableDomain;

/**
 * Numbers hosts, and knows their registrable domains. To find the domain of a host is slow. So each
 * host also has a group, which is fast to find: hosts of one domain are in one group.
 */
final class HostIds {
  private final TextDictionary hosts = new TextDictionary();
  private final TextDictionary groups = new TextDictionary();
  private int[] groupOfHost = new int[64];

  /**
   * Returns the number of a host of at least one character, from 0. A dot at its end says nothing.
   */
  int idOf(byte[] host, int lengthWithDot) {
    boolean hasLastDot = lengthWithDot > 1 && host[lengthWithDot - 1] == '.';
    int length = hasLastDot ? lengthWithDot - 1 : lengthWithDot;
    int known = hosts.textCount();
    int id = hosts.intern(host, 0, length);
    if (id == known) {
      if (id == groupOfHost.length) {
        groupOfHost = Arrays.copyOf(groupOfHost, id * 2);
      }
      int from = lastTwoLabels(host, length);
      groupOfHost[id] = groups.intern(host, from, length - from);
    }
    return id;
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

  /** Returns the number of hosts. */
  int count() {
    return hosts.textCount();
  }

  /** Returns the number of groups. */
  int groupCount() {
    return groups.textCount();
  }

  /** Returns the number of a host's group. */
  int group(int host) {
    return groupOfHost[host];
  }

  /** Returns the registrable domain of a host. */
  String domain(int host) {
    int from = hosts.start(host);
    String name = new String(hosts.bytes(), from, hosts.end(host) - from, StandardCharsets.UTF_8);
    return RegistrableDomain.of(Host.ofAddress(name));
  }
}
