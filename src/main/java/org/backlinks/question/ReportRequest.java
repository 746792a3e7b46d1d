package org.backlinks.question;

/**
 * A valid request. Each absent field has its default.
 *
 * @param isExact whether upstream is asked for its own counts; only a request for an estimate may
 *     ask for them
 */
public record ReportRequest(Question question, RequestOptions options, boolean isExact)
    implements RequestResult {
  /** Creates a request for which upstream is not asked to count. */
  public ReportRequest(Question question, RequestOptions options) {
    this(question, options, false);
  }
}
