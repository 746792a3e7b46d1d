package org.backlinks.service;

import java.time.Instant;
import java.util.Optional;
import org.backlinks.question.ReportRequest;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.store.IdempotencyClaim;
import org.backlinks.store.IdempotencyRecord;

/** The result of looking up a request's idempotency key. */
sealed interface IdempotencyLookup {
  /** The key stands for a report that answers the request. */
  record Assigned(Report report) implements IdempotencyLookup {}

  /** The key was used for another question. */
  record Mismatched(Problem problem) implements IdempotencyLookup {}

  /**
   * The request has no key, or its key stands for no report that can answer it.
   *
   * @param replaceable the record of a key whose report is gone, or has failed and may be retried
   */
  record Unassigned(Optional<IdempotencyRecord> replaceable) implements IdempotencyLookup {
    /** Returns the claim of the request's key for a report, or empty without a key. */
    Optional<IdempotencyClaim> newClaim(ReportRequest request, ReportId id, Instant now) {
      IdempotencyRecord newRecord =
          new IdempotencyRecord(
              request.question().fingerprint(), id, now.plus(IdempotencyRecord.LIFETIME));
      return request
          .options()
          .optionalIdempotencyKey()
          .map(key -> new IdempotencyClaim(key, newRecord, now, replaceable.orElse(null)));
    }
  }
}
