package org.backlinks.summary;

/**
 * How many links search engines follow.
 *
 * @param known the number of links of which it is known: the sum of the others
 */
public record FollowCounts(int known, int follow, int nofollow) {}
