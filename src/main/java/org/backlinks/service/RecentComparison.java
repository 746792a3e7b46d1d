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

  private record Entry(ReportId before, ReportId after, Comparison comparison) {}

  /** Returns the comparison of two reports, if it is the last one. */
  Optional<Comparison> find(ReportPair.Ready pair) {
    Entry last = entry.get();
    return last != null
            && last.before.equals(pair.before().id())
            && last.after.equals(pair.after().id())
        ? Optional.of(last.comparison)
        : Optional.empty();
  }

  /** Keeps a comparison instead of the one before, unless it is very large. */
  void keep(ReportPair.Ready pair, Comparison comparison) {
    if (comparison.links().size() <= MAX_CHANGES) {
      entry.set(
          new Entry(pair.before().id(), pair.after().id(), comparison.withDomains(List.of())));
    }
  }
}
