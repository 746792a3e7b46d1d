/**
 * Compares the lists of links of two reports: which links are new, lost, changed, or only not
 * listed. {@link org.backlinks.changes.ReportComparison} reads both snapshots once, chunk by chunk.
 * It keeps numbers instead of rows: equal texts have equal numbers. The result names rows by their
 * numbers; {@link org.backlinks.changes.FieldChange} finds the differences of two rows again.
 */
@org.jspecify.annotations.NullMarked
package org.backlinks.changes;
