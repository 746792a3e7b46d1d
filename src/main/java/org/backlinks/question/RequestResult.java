package org.backlinks.question;

/** The result of reading a request. */
public sealed interface RequestResult permits ReportRequest, InvalidRequest {}
