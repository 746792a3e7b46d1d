package org.backlinks.service;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.backlinks.changes.Comparison;
import org.backlinks.report.ReportId;
import org.jspecify.annotations.Nullable;

/**
 * The comparison that this process used last, without the changes of domains. Callers ask for its
 * pages one after another, and a comparison never changes.
 */
final class RecentComparison {
  /** The maximum number of changes that are kept. They need about 2 MB. */
  private static final int MAX_CHANGES = 200_000;

  private final AtomicReference<@Nullable Entry> entry = new AtomicReference<>();

  private record Entry(ReportPair.Ready pair, Comparison comparison) {}

  /** Returns two reports if their comparison is the last one. They may be deleted since. */
  Optional<ReportPair.Ready> findPair(ReportId before, ReportId after) {
    return find(before, after).map(Entry::pair);
  }

  /** Returns the comparison of two reports if it is the last one. */
  Optional<Comparison> findComparison(ReportPair.Ready pair) {
    return find(pair.before().id(), pair.after().id()).map(Entry::comparison);
  }

  private Optional<Entry> find(ReportId before, ReportId after) {
    return Optional.ofNullable(entry.get())
        .filter(
            last -> last.pair.before().id().equals(before) && last.pair.after().id().equals(after));
  }

  /** Keeps a comparison instead of the one before, unless it is very large. */
  void keep(ReportPair.Ready pair, Comparison comparison) {
    if (comparison.links().size() <= MAX_CHANGES) {
      entry.set(new Entry(pair, comparison.withDomains(List.of())));
    }
  }
}
