package org.backlinks.local.majestic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The current builds of both indexes, and the globals that describe them. */
final class FakeIndexes {
  private final Map<FakeIndex, AtomicInteger> builds =
      Map.of(
          FakeIndex.HISTORIC, new AtomicInteger(),
          FakeIndex.FRESH, new AtomicInteger());

  /** Returns the number of the current build. The first one is 0. */
  int build(FakeIndex index) {
    return builds.get(index).get();
  }

  void rebuild(FakeIndex index) {
    builds.get(index).incrementAndGet();
  }

  void reset() {
    builds.values().forEach(build -> build.set(0));
  }

  /** Returns the globals of the index that the question names. */
  SequencedMap<String, Object> globals(FakeQuestion question) {
    return globals(FakeIndex.from(question));
  }

  /** Returns a new map with the globals of the index. The command adds its own. */
  SequencedMap<String, Object> globals(FakeIndex index) {
    SequencedMap<String, Object> globals = new LinkedHashMap<>();
    globals.put("IndexBuildDate", index.buildDate(build(index)));
    globals.put("IndexType", index.type);
    globals.put("ServerBuild", "2026-10-13 13:57:22");
    globals.put("ServerName", "STANDIN");
    globals.put("ServerVersion", "1.0.6495.23321");
    globals.put("UniqueIndexID", index.id(build(index)));
    return globals;
  }

  /** Returns the table {@code IndexInfo}. */
  FakeTable toTable() {
    return FakeTable.of(
        "IndexInfo",
        Map.of(),
        List.of("Index", "IndexBuildDate", "CrawledPages", "IndexedURLs", "MostRecentBackLinkDate"),
        List.of(
            row("Fresh", FakeIndex.FRESH, 412_000_000_000L, 1_904_000_000_000L),
            row("Historic", FakeIndex.HISTORIC, 4_502_000_000_000L, 21_777_000_000_000L)));
  }

  private Object[] row(String name, FakeIndex index, long crawledPages, long indexedUrls) {
    int build = build(index);
    return new Object[] {
      name,
      index.buildDate(build),
      crawledPages,
      indexedUrls,
      index.builtAt(build).toLocalDate().minusDays(1).toString()
    };
  }
}
