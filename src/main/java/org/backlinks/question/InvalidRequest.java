package org.backlinks.question;

import java.util.List;

/**
 * A request that is not valid, with all its invalid fields.
 *
 * @param options the options that are valid, and defaults for the others. The callbacks among them
 *     learn of the problem, too
 */
public record InvalidRequest(List<FieldError> errors, RequestOptions options)
    implements RequestResult {
  public InvalidRequest {
    if (errors.isEmpty()) {
      throw new IllegalArgumentException("an invalid request has at least one invalid field");
    }
    errors = List.copyOf(errors);
  }

  /** Creates an invalid request without options. */
  public InvalidRequest(List<FieldError> errors) {
    this(errors, RequestOptions.defaults());
  }
}
