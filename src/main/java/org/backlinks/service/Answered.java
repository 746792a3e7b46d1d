package org.backlinks.service;

import org.backlinks.report.Report;

/**
 * A question's report as it stands when its caller is answered.
 *
 * @param reused whether this request started no paid call
 */
public record Answered(Report report, boolean reused) {}
