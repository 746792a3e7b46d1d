package org.backlinks.question;

import java.util.List;

/**
 * A request that is not valid, with all its invalid fields.
 *
 * @param callbacks the valid callbacks of the request. They learn of the problem, too
 */
public record InvalidRequest(List<FieldError> errors, List<Callback> callbacks)
    implements RequestResult {
  public InvalidRequest {
    if (errors.isEmpty()) {
      throw new IllegalArgumentException("an invalid request has at least one invalid field");
    }
    errors = List.copyOf(errors);
    callbacks = List.copyOf(callbacks);
  }

  /** Creates an invalid request without callbacks. */
  public InvalidRequest(List<FieldError> errors) {
    this(errors, List.of());
  }
}
