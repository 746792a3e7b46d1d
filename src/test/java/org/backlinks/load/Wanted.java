package org.backlinks.load;

/**
 * What is asked about, as far as it decides the answer.
 *
 * @param most rows of the one list asked for
 */
record Wanted(String target, int most) {}
