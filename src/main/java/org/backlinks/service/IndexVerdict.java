package org.backlinks.service;

import org.jspecify.annotations.Nullable;

/** Whether upstream still has the index from which a ready report was made. */
sealed interface IndexVerdict {
  /**
   * The index is the same.
   *
   * @param warning why this is not certain, or null
   */
  record Same(@Nullable String warning) implements IndexVerdict {}

  /**
   * Upstream has rebuilt the index, or the report has lists of several states of the index.
   *
   * @param warning why this is not certain, or null
   */
  record Moved(@Nullable String warning) implements IndexVerdict {}

  /** The index of the report or the index of upstream is not known. */
  record Unknown(String warning) implements IndexVerdict {}
}
