package org.backlinks.summary;

import java.util.List;

/**
 * Something that stands out in a list. It is no judgement.
 *
 * @param links the number of living links that show it
 * @param domains the number of different registrable domains of these links' sources
 * @param examples a few of the pages, networks or anchor texts that show it
 */
public record LinkSignal(SignalKind kind, int links, int domains, List<String> examples) {
  /** The maximum number of examples. */
  public static final int MAX_EXAMPLES = 5;

  public LinkSignal {
    examples = List.copyOf(examples);
  }
}
