package org.backlinks.changes;

import org.jspecify.annotations.Nullable;

/** A known value of a {@link ComparedField}. */
public sealed interface FieldValue {
  /** A text. */
  record Text(String text) implements FieldValue {}

  /** A flag, or whether a link is dead. */
  record Flag(boolean isSet) implements FieldValue {}

  /** The page in between; at least one component is known. */
  record IndirectTarget(@Nullable String url, @Nullable String type) implements FieldValue {}
}
