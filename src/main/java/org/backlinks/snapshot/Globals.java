package org.backlinks.snapshot;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The global variables of an upstream answer as text. Their names are compared without regard to
 * case. Empty variables are left out.
 *
 * @param values unmodifiable and sorted by name
 */
public record Globals(Map<String, String> values) {
  /**
   * The maximum amount of units. No account has more. Upstream's numbers are not trusted: a larger
   * number is a mistake and must not be booked.
   */
  private static final long MAX_UNITS = 1_000_000_000_000L;

  /** No variables. */
  public static final Globals NONE = new Globals(Map.of());

  public Globals {
    Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(values);
    values = Collections.unmodifiableMap(sorted);
  }

  /** Returns a variable's text, or null when it is absent. */
  public @Nullable String text(String name) {
    return values.get(name);
  }

  /**
   * Returns a variable as a 64-bit number, or null when it is absent or not a whole number. {@code
   * 5000.0} is 5000.
   */
  public @Nullable Long number(String name) {
    String text = values.get(name);
    if (text == null) {
      return null;
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException notPlain) {
      return WholeNumberParser.parse(text);
    }
  }

  /**
   * Returns a variable as an amount of units, or null when the amount is unknown: the variable is
   * absent, not a whole number, negative, or larger than any real amount.
   */
  public @Nullable Long units(String name) {
    Long number = number(name);
    return number == null || number < 0 || number > MAX_UNITS ? null : number;
  }

  /** Returns whether a variable is present, but its value is no possible amount of units. */
  public boolean isImpossibleUnits(String name) {
    return values.containsKey(name) && units(name) == null;
  }
}
