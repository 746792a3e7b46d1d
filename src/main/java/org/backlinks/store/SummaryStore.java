package org.backlinks.store;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.backlinks.report.ReportId;

/** Stores the summaries of ready reports, as bytes. A report without one loses nothing. */
@Singleton
public final class SummaryStore {
  private final LargeValueStore values;

  SummaryStore(LargeValueStore values) {
    this.values = values;
  }

  /**
   * Returns the stored summary of a report, or empty.
   *
   * @throws IOException when an item of it is missing
   */
  public Optional<byte[]> find(ReportId id) throws IOException {
    String key = TableKeys.summary(id);
    return Optional.ofNullable(values.findAll(List.of(key)).get(key));
  }

  /**
   * Stores the summary of a report. Replaces the stored one, which may be damaged: two writers
   * count the same rows, so an intact one has the same counts.
   */
  public void save(ReportId id, byte[] summary, Instant expiresAt) {
    values.put(TableKeys.summary(id), summary, expiresAt);
  }
}
