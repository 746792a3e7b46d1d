package org.backlinks.changes;

import java.time.Instant;
import java.time.LocalDateTime;
import org.backlinks.question.Question;
import org.backlinks.report.IndexBuild;
import org.backlinks.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/** One of the two ready reports of a comparison. */
public record ComparedReport(Question question, Instant readyAt, Snapshot snapshot) {
  IndexBuild index() {
    return IndexBuild.of(snapshot.manifest().globals(), question);
  }

  /** Returns when the index of all lists was built, or null when that is unknown. */
  @Nullable LocalDateTime indexBuiltAt() {
    return snapshot.manifest().mayHaveSeveralBuilds() ? null : index().builtAt();
  }

  /** Returns whether the other report is a later one, or as old as this one. */
  boolean isAtOrBefore(ComparedReport other) {
    LocalDateTime built = indexBuiltAt();
    LocalDateTime otherBuilt = other.indexBuiltAt();
    if (built == null || otherBuilt == null || built.isEqual(otherBuilt)) {
      return !readyAt.isAfter(other.readyAt);
    }
    return built.isBefore(otherBuilt);
  }
}
