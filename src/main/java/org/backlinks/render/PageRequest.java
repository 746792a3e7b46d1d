package org.backlinks.render;

import org.jspecify.annotations.Nullable;

/**
 * What a caller wants to see of a report.
 *
 * @param from first row, from 0
 * @param limit most rows
 * @param tag echoed, or null
 * @param reused whether this request started no paid call
 * @param escaped whether the payload will stand inside a JSON string, where it takes more bytes
 * @param format how the rows are written
 */
public record PageRequest(
    int from, int limit, @Nullable String tag, boolean reused, boolean escaped, Format format) {

  /** A page as JSON. */
  public PageRequest(int from, int limit, @Nullable String tag, boolean reused, boolean escaped) {
    this(from, limit, tag, reused, escaped, Format.JSON);
  }
}
