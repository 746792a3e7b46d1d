package org.backlinks.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request to assign an idempotency key to a report.
 *
 * @param key the caller's text
 * @param newRecord the question and the report to store for the key
 * @param replacedRecord the record that was read before and whose report is gone; null when there
 *     was none
 */
public record IdempotencyClaim(
    String key,
    IdempotencyRecord newRecord,
    Instant now,
    @Nullable IdempotencyRecord replacedRecord) {}
