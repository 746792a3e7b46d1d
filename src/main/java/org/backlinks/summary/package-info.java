/**
 * Counts the links of a report, list by list: who links, how, from where, since when, and what
 * stands out. All numbers are over the rows of the report. Anything that no row knows is absent,
 * never zero.
 */
@org.jspecify.annotations.NullMarked
package org.backlinks.summary;
