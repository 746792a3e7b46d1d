package org.backlinks.report;

import java.time.Duration;
import java.util.List;
import org.backlinks.question.FieldError;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, fit to be shown to any caller (RFC 9457).
 *
 * @param detail one sentence, no secret in it
 * @param errors the wrong fields of a bad request
 * @param retryAfter when trying again may help, if that is known
 */
public record Problem(
    Kind kind, String detail, List<FieldError> errors, @Nullable Duration retryAfter) {

  public Problem {
    errors = List.copyOf(errors);
  }

  /** A problem without more to say than a sentence. */
  public static Problem of(Kind kind, String detail) {
    return new Problem(kind, detail, List.of(), null);
  }

  /** A bad request, each wrong field named. */
  public static Problem invalid(List<FieldError> errors) {
    return new Problem(
        Kind.INVALID_REQUEST, "The request is wrong in the fields named.", errors, null);
  }

  /**
   * The kinds, each with its word, title, status and whether the same request may succeed later.
   */
  public enum Kind {
    INVALID_REQUEST("invalid-request", "Invalid request", 400, false),
    NOT_FOUND("not-found", "Not found", 404, false),
    METHOD_NOT_ALLOWED("method-not-allowed", "Method not allowed", 405, false),
    NOT_ACCEPTABLE("not-acceptable", "Not acceptable", 406, false),
    TOO_LARGE("too-large", "Too large", 413, false),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", "Unsupported media type", 415, false),
    IDEMPOTENCY_MISMATCH("idempotency-mismatch", "Idempotency mismatch", 422, false),
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

    private final String word;
    private final String title;
    private final int status;
    private final boolean retryable;

    Kind(String word, String title, int status, boolean retryable) {
      this.word = word;
      this.title = title;
      this.status = status;
      this.retryable = retryable;
    }

    /** The last part of the problem's type. */
    public String word() {
      return word;
    }

    /** The same for every problem of the kind. */
    public String title() {
      return title;
    }

    /** The status member of the problem. */
    public int status() {
      return status;
    }

    /** Whether the same request, sent again, may succeed. */
    public boolean retryable() {
      return retryable;
    }

    /** The kind with this word. */
    public static Kind of(String word) {
      for (Kind kind : values()) {
        if (kind.word.equals(word)) {
          return kind;
        }
      }
      return INTERNAL;
    }
  }
}
