package org.backlinks.changes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.snapshot.TextDictionary;
import org.backlinks.url.Host;
import org.backlinks.url.RegistrableDomain;

/** Numbers the registrable domains of hosts. */
final class DomainIds {
  private final TextDictionary hosts = new TextDictionary();
  private int[] domainOfHost = new int[64];
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  /** Returns the number of the domain of a host of at least one character, from 0. */
  int idOf(byte[] host, int length) {
    int known = hosts.textCount();
    int id = hosts.intern(host, 0, length);
    if (id == known) {
      if (id == domainOfHost.length) {
        domainOfHost = Arrays.copyOf(domainOfHost, id * 2);
      }
      domainOfHost[id] = add(new String(host, 0, length, StandardCharsets.UTF_8));
    }
    return domainOfHost[id];
  }

  private int add(String host) {
    String domain = RegistrableDomain.of(Host.ofAddress(host));
    Integer known = ids.putIfAbsent(domain, names.size());
    if (known == null) {
      names.add(domain);
      return names.size() - 1;
    }
    return known;
  }

  /** Returns the number of domains. */
  int count() {
    return names.size();
  }

  String name(int id) {
    return names.get(id);
  }
}
