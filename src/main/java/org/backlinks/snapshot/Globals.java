package org.backlinks.snapshot;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The global variables of an upstream answer, as text, by name in any case. What was empty is not
 * there.
 *
 * @param values unmodifiable, sorted by name
 */
public record Globals(Map<String, String> values) {
  /** No variables at all. */
  public static final Globals NONE = new Globals(Map.of());

  public Globals {
    Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(values);
    values = Collections.unmodifiableMap(sorted);
  }

  /** The variable's text, or null. */
  public @Nullable String text(String name) {
    return values.get(name);
  }

  /** The variable as a 64-bit number, or null when it is absent or no number. */
  public @Nullable Long number(String name) {
    String text = values.get(name);
    if (text == null) {
      return null;
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }
}
