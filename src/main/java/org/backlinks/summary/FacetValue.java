package org.backlinks.summary;

/**
 * One value of a facet.
 *
 * @param links the number of links that have it
 * @param domains the number of different registrable domains of these links' sources
 */
public record FacetValue(String value, int links, int domains) {}
