package org.backlinks.question;

import java.util.List;

/** A request that is not valid, with all its invalid fields. */
public record InvalidRequest(List<FieldError> errors) implements RequestResult {
  public InvalidRequest {
    if (errors.isEmpty()) {
      throw new IllegalArgumentException("an invalid request has at least one invalid field");
    }
    errors = List.copyOf(errors);
  }
}
