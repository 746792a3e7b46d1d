package org.backlinks.snapshot;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import org.jspecify.annotations.Nullable;

/**
 * One state of an index of upstream, which rebuilds its indexes from time to time.
 *
 * @param id upstream's id of this state, or null when it is unknown
 * @param builtAt when upstream built it, as its local time in ISO form, or null when it is unknown
 */
public record IndexState(@Nullable String id, @Nullable String builtAt) {
  /** The global variable that holds the id. */
  public static final String ID = "UniqueIndexID";

  /** The global variable that holds the time of the build. */
  public static final String BUILT_AT = "IndexBuildDate";

  /** A state about which upstream said nothing. */
  public static final IndexState UNKNOWN = new IndexState(null, null);

  private static final DateTimeFormatter UPSTREAM_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

  /** Returns the state that the global variables of an answer name. */
  public static IndexState from(Globals globals) {
    return new IndexState(globals.text(ID), parseBuildTime(globals.text(BUILT_AT)));
  }

  /** Returns a time as upstream writes it in ISO form, or null when it is absent or unreadable. */
  public static @Nullable String parseBuildTime(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(LocalDateTime.parse(text, UPSTREAM_TIME));
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** Returns whether upstream named this state. */
  public boolean isKnown() {
    return id != null || builtAt != null;
  }

  /** Returns whether both states have an id, or both have a time of the build. */
  public boolean isComparableTo(IndexState other) {
    return (id != null && other.id != null) || (builtAt != null && other.builtAt != null);
  }

  /** Returns whether the ids are equal. Compares the times where one of the ids is unknown. */
  public boolean isSameAs(IndexState other) {
    if (id != null && other.id != null) {
      return id.equals(other.id);
    }
    return builtAt != null && builtAt.equals(other.builtAt);
  }

  /**
   * Returns whether this state was built before the other one. Upstream's ids begin with the time
   * of the build. Returns false when the order is unknown.
   */
  public boolean isOlderThan(IndexState other) {
    if (builtAt != null && other.builtAt != null) {
      return builtAt.compareTo(other.builtAt) < 0;
    }
    return id != null && other.id != null && id.compareTo(other.id) < 0;
  }
}
