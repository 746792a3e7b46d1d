package org.backlinks.service;

import java.time.Instant;
import org.backlinks.snapshot.IndexState;

/** What this process knows about the current state of one of upstream's indexes. */
sealed interface CurrentIndex {
  /** Upstream named the state to this process in the last minutes. */
  record Named(IndexState state) implements CurrentIndex {}

  /**
   * Upstream did not answer in time. The table has an older answer.
   *
   * @param askedAt when a process received that answer
   */
  record Stored(IndexState state, Instant askedAt) implements CurrentIndex {}

  /** Upstream did not answer in time, or its answer does not name the index. */
  record Unknown() implements CurrentIndex {}
}
