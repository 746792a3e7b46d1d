package org.backlinks.report;

import org.jspecify.annotations.Nullable;

/**
 * What a recipient is told about the end of a report. It never changes after it was written.
 *
 * @param json the payload without rows, or the object that describes a refused request
 * @param error the last segment of the problem's type; null when the report is ready
 * @param cause the detail of the problem; null when the report is ready
 */
public record Notice(String json, @Nullable String error, @Nullable String cause) {
  /** Returns the notice of a ready report. */
  public static Notice ofReady(String json) {
    return new Notice(json, null, null);
  }

  /** Returns the notice of a failed report or a refused request. */
  public static Notice ofFailure(String json, Problem problem) {
    return new Notice(json, problem.kind().wireName(), problem.detail());
  }

  /** Returns whether the report is ready. */
  public boolean isReady() {
    return error == null;
  }
}
