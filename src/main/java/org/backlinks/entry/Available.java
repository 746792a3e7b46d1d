package org.backlinks.entry;

import java.util.Set;
import org.backlinks.question.RequestReader;

/** What this version refuses by name rather than ignores. */
final class Available {
  static final String NOT_YET = "is not available yet";

  private Available() {}

  static RequestReader requests() {
    return new RequestReader(Set.of("maxUnits"));
  }

  static Set<String> actionsToCome() {
    return Set.of("estimate", "usage");
  }
}
