package org.backlinks.summary;

/**
 * The values of a facet that are too rare to be listed.
 *
 * @param values how many different values there are
 * @param links the sum of their links
 */
public record OtherValues(int values, int links) {}
