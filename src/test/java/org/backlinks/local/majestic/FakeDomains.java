package org.backlinks.local.majestic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The referring domains of one answer, numbered from 0 in the order of its rows. */
final class FakeDomains {
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  int idOf(String name) {
    return ids.computeIfAbsent(
        name,
        newName -> {
          names.add(newName);
          return names.size() - 1;
        });
  }

  FakeTable toTable() {
    return FakeTable.of(
        "DomainsInfo",
        new LinkedHashMap<>(),
        FakeColumns.DOMAIN_COLUMNS,
        names.size(),
        index -> DomainRowGenerator.cells(index, names.get(index)));
  }
}
