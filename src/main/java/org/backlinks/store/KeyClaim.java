package org.backlinks.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An idempotency key that shall stand for a report.
 *
 * @param seen what the key stood for when it was read, a report that is gone; or null
 */
public record KeyClaim(String key, KeyUse use, Instant now, @Nullable KeyUse seen) {}
