package org.backlinks.service;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.snapshot.IndexState;
import org.backlinks.snapshot.Manifest;
import org.backlinks.store.ChunkStore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Compares the index of a ready report with the current one of upstream. The report's index is in
 * its manifest, which its first page needs too. When a report has several parts, each of them has
 * the index of its own answer.
 */
@Singleton
final class IndexChecker {
  private static final Logger LOG = Logger.getLogger(IndexChecker.class);

  private final CurrentIndexes currentIndexes;
  private final ChunkStore chunkStore;

  IndexChecker(CurrentIndexes currentIndexes, ChunkStore chunkStore) {
    this.currentIndexes = currentIndexes;
    this.chunkStore = chunkStore;
  }

  /**
   * Returns whether upstream still has the index of a ready report.
   *
   * @param timeout the time to wait for upstream, at most {@link SubscriptionFetcher#MAX_TIMEOUT}
   */
  IndexVerdict check(Report ready, Duration timeout) {
    return switch (currentIndexes.find(ready.question().index(), timeout)) {
      case CurrentIndex.Named(IndexState state) -> compare(ready, state, null);
      case CurrentIndex.Stored(IndexState state, Instant askedAt) ->
          compare(
              ready,
              state,
              "upstream did not say which index it has now, so its answer of %s was used"
                  .formatted(askedAt));
      case CurrentIndex.Unknown() ->
          new IndexVerdict.Unknown("upstream did not say which index it has now");
    };
  }

  private IndexVerdict compare(Report ready, IndexState current, @Nullable String warning) {
    List<IndexState> states = states(ready);
    if (states.stream().anyMatch(state -> isOther(state, current))) {
      return new IndexVerdict.Moved(warning);
    }
    return !states.isEmpty() && states.stream().allMatch(state -> state.isSameAs(current))
        ? new IndexVerdict.Same(warning)
        : new IndexVerdict.Unknown("the index of the stored report is not known");
  }

  private static boolean isOther(IndexState state, IndexState current) {
    return state.isComparableTo(current) && !state.isSameAs(current);
  }

  /** Returns the states that the answers of a report name; none when they can't be read. */
  private List<IndexState> states(Report ready) {
    try {
      List<IndexState> states = new ArrayList<>();
      for (Manifest manifest : manifests(ready)) {
        states.add(IndexState.from(manifest.globals()));
      }
      return states;
    } catch (IOException e) {
      LOG.warnf(e, "report %s: its index can't be read", ready.id().text());
      return List.of();
    }
  }

  private List<Manifest> manifests(Report ready) throws IOException {
    if (!(ready.state() instanceof State.Ready(var at, int snapshotVersion))) {
      throw new IllegalStateException("report " + ready.id().text() + " is not ready");
    }
    Map<String, Integer> parts = ready.progress().completed();
    if (parts.size() < 2) {
      return List.of(chunkStore.open(ready.id(), snapshotVersion, List.of()).manifest());
    }
    List<Manifest> manifests = new ArrayList<>();
    for (Map.Entry<String, Integer> part : parts.entrySet()) {
      manifests.add(chunkStore.readPart(ready.id(), part.getValue(), part.getKey()));
    }
    return manifests;
  }
}
