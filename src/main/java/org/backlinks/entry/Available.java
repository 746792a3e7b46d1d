package org.backlinks.entry;

import java.util.Set;
import org.backlinks.question.RequestReader;

/** What this version refuses by name rather than ignores. */
final class Available {
  private Available() {}

  static RequestReader requests() {
    return new RequestReader(Set.of("command=GetBackLinkData"));
  }
}
