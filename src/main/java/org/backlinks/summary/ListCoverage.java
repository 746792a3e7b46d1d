package org.backlinks.summary;

import org.jspecify.annotations.Nullable;

/**
 * How much of upstream's index a list has.
 *
 * @param returned the number of received rows, dead ones included
 * @param totalBacklinks the number of links that upstream knows, or null
 * @param complete whether the list certainly has each link that the index has
 */
public record ListCoverage(int returned, @Nullable Long totalBacklinks, boolean complete) {}
