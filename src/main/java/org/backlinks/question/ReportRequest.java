package org.backlinks.question;

/** A valid request. Each absent field has its default. */
public record ReportRequest(Question question, RequestOptions options) implements RequestResult {}
