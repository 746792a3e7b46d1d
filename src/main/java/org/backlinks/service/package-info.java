/**
 * Answers requests and works on reports. A request gets a stored report that is fresh enough, else
 * the report that is under way for its question, else a new report, if the limits allow its cost.
 * The worker continues the reports that are due. {@link org.backlinks.service.ReportProcessor}
 * makes all changes to a held report.
 */
@org.jspecify.annotations.NullMarked
package org.backlinks.service;
