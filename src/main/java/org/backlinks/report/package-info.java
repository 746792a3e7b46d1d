/**
 * A report's life: its states, the moves between them as pure functions, the lease that fences off
 * a worker that came back late, what it cost, and how it can go wrong. Knows neither storage nor
 * HTTP.
 */
@org.jspecify.annotations.NullMarked
package org.backlinks.report;
