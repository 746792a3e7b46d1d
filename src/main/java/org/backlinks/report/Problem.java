package org.backlinks.report;

import java.time.Duration;
import java.util.List;
import org.backlinks.question.FieldError;
import org.backlinks.question.WireNamed;
import org.jspecify.annotations.Nullable;

/**
 * An error that any caller may see (RFC 9457).
 *
 * @param detail one or more sentences without secrets
 * @param errors the invalid fields of a request
 * @param retryAfter the time after which another try may succeed, or null
 * @param retryable whether the same request may succeed later, without a second charge
 */
public record Problem(
    Kind kind,
    String detail,
    List<FieldError> errors,
    @Nullable Duration retryAfter,
    boolean retryable) {

  public Problem {
    errors = List.copyOf(errors);
  }

  /** Creates a problem that is retryable if its kind is. */
  public Problem(Kind kind, String detail, List<FieldError> errors, @Nullable Duration retryAfter) {
    this(kind, detail, errors, retryAfter, kind.isRetryable());
  }

  /** Returns the problem of a report that was, or may have been, charged. */
  public Problem withoutRetry() {
    return new Problem(kind, detail, errors, null, false);
  }

  /** Creates a problem that has only a detail. */
  public static Problem of(Kind kind, String detail) {
    return new Problem(kind, detail, List.of(), null);
  }

  /** Creates the problem of an invalid request. It names each invalid field. */
  public static Problem invalidRequest(List<FieldError> errors) {
    return new Problem(
        Kind.INVALID_REQUEST, "One or more fields of the request are invalid.", errors, null);
  }

  /** Creates the problem of reports that can't be compared. It names the fields. */
  public static Problem notComparable(List<FieldError> errors) {
    return new Problem(Kind.NOT_COMPARABLE, "The reports can't be compared.", errors, null);
  }

  /** The kinds of problems, with their wire names, titles and HTTP statuses. */
  public enum Kind implements WireNamed {
    INVALID_REQUEST("invalid-request", "Invalid request", 400, false),
    NOT_FOUND("not-found", "Not found", 404, false),
    METHOD_NOT_ALLOWED("method-not-allowed", "Method not allowed", 405, false),
    NOT_ACCEPTABLE("not-acceptable", "Not acceptable", 406, false),
    TOO_LARGE("too-large", "Too large", 413, false),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", "Unsupported media type", 415, false),
    REPORT_NOT_READY("report-not-ready", "Report not ready", 409, true),
    IDEMPOTENCY_MISMATCH("idempotency-mismatch", "Idempotency mismatch", 422, false),
    NOT_COMPARABLE("not-comparable", "Not comparable", 422, false),
    TOO_MANY_CALLBACKS("too-many-callbacks", "Too many callbacks", 422, false),
    TOO_MANY_LINKS("too-many-links", "Too many links", 422, false),
    UPSTREAM_UNITS_EXHAUSTED("upstream-units-exhausted", "Upstream units used up", 402, false),
    COST_OVER_LIMIT("cost-over-limit", "Cost over limit", 422, false),
    BUDGET_EXCEEDED("budget-exceeded", "Budget exceeded", 429, true),
    REMAINING_BELOW_LIMIT("remaining-below-limit", "Too little left upstream", 429, false),
    UPSTREAM_REFUSED("upstream-refused", "Refused by upstream", 502, false),
    UPSTREAM_UNREADABLE("upstream-unreadable", "Unreadable answer from upstream", 502, false),
    UPSTREAM_UNAVAILABLE("upstream-unavailable", "Upstream unavailable", 503, true),
    UPSTREAM_TIMEOUT("upstream-timeout", "Upstream timed out", 504, true),
    OUTCOME_UNKNOWN("outcome-unknown", "Outcome unknown", 502, false),
    INTERNAL("internal", "Internal error", 500, true);

    private final String wireName;
    private final String title;
    private final int status;
    private final boolean retryable;

    Kind(String wireName, String title, int status, boolean retryable) {
      this.wireName = wireName;
      this.title = title;
      this.status = status;
      this.retryable = retryable;
    }

    /** Returns the last segment of the problem's type URI. */
    @Override
    public String wireName() {
      return wireName;
    }

    /** Returns the title, which all problems of the kind have. */
    public String title() {
      return title;
    }

    /** Returns the HTTP status. */
    public int status() {
      return status;
    }

    /** Returns whether the same request may succeed later, if nothing was charged. */
    public boolean isRetryable() {
      return retryable;
    }

    /** Returns the kind with this wire name; {@link #INTERNAL} for an unknown name. */
    public static Kind fromWireName(String name) {
      return WireNamed.parse(Kind.class, name).orElse(INTERNAL);
    }
  }
}
