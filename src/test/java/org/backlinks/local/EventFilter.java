package org.backlinks.local;

import com.fasterxml.jackson.databind.JsonNode;
import software.amazon.event.ruler.Ruler;

/** Compares events with patterns by AWS's own library: rules of a bus, and filters of a stream. */
public final class EventFilter {
  private EventFilter() {}

  /**
   * Returns whether an event matches a pattern.
   *
   * @throws IllegalArgumentException when AWS does not accept the pattern
   */
  public static boolean matches(JsonNode pattern, JsonNode event) {
    try {
      return Ruler.matchesRule(event.toString(), pattern.toString());
    } catch (Exception e) {
      throw new IllegalArgumentException("pattern: " + pattern, e);
    }
  }
}
