package org.backlinks.summary;

import java.util.List;

/**
 * The values of one property of the links.
 *
 * @param known the number of links with a known value, at least 1
 * @param values the most frequent values, by links and then by text
 * @param others the values that are not listed
 */
public record Facet(int known, List<FacetValue> values, OtherValues others) {
  /** The maximum number of listed values. */
  public static final int MAX_VALUES = 50;

  public Facet {
    values = List.copyOf(values);
  }
}
