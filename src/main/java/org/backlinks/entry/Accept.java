package org.backlinks.entry;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code Accept} header. */
final class Accept {
  private static final Set<String> JSON =
      Set.of("*/*", "application/*", "application/json", "application/problem+json");

  private Accept() {}

  /** Whether a caller takes JSON; one who says nothing does. */
  static boolean allowsJson(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return true;
    }
    for (String range : header.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = range.split(";", -1);
      boolean refused = false;
      for (int i = 1; i < parts.length; i++) {
        refused |= parts[i].strip().matches("q=0(\\.0{0,3})?");
      }
      if (!refused && JSON.contains(parts[0].strip())) {
        return true;
      }
    }
    return false;
  }
}
