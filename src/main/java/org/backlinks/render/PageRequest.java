package org.backlinks.render;

import java.util.List;
import org.backlinks.changes.ComparisonSummary;
import org.jspecify.annotations.Nullable;

/**
 * The page of a report that a caller asks for.
 *
 * @param from the first row, from 0
 * @param limit the maximum number of rows
 * @param tag the caller's tag, which the payload repeats, or null
 * @param reused whether this request started no paid call
 * @param embedded whether the payload will be inside a JSON string, where it needs more bytes
 * @param warnings sentences that only the response to this caller has
 * @param changes the changes since an earlier report, or null when they are not shown
 */
public record PageRequest(
    int from,
    int limit,
    @Nullable String tag,
    boolean reused,
    boolean embedded,
    PageFormat format,
    List<String> warnings,
    @Nullable ComparisonSummary changes) {

  public PageRequest {
    warnings = List.copyOf(warnings);
  }

  /** Creates a request for a page without changes and warnings. */
  public PageRequest(
      int from,
      int limit,
      @Nullable String tag,
      boolean reused,
      boolean embedded,
      PageFormat format) {
    this(from, limit, tag, reused, embedded, format, List.of(), null);
  }

  /** Creates a request for a page as JSON. */
  public PageRequest(int from, int limit, @Nullable String tag, boolean reused, boolean embedded) {
    this(from, limit, tag, reused, embedded, PageFormat.JSON);
  }
}
