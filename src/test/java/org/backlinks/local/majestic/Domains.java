package org.backlinks.local.majestic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The referring domains of one answer, numbered from 0 as they turn up in its tables. */
final class Domains {
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  int id(String name) {
    return ids.computeIfAbsent(
        name,
        added -> {
          names.add(added);
          return names.size() - 1;
        });
  }

  Table table() {
    return Table.of(
        "DomainsInfo",
        new LinkedHashMap<>(),
        Columns.DOMAIN,
        names.size(),
        at -> DomainData.row(at, names.get(at)));
  }
}
