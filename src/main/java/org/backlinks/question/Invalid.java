package org.backlinks.question;

import java.util.List;

/** A request that asks nothing; names every wrong field at once. */
public record Invalid(List<FieldError> errors) implements Reading {
  public Invalid {
    if (errors.isEmpty()) {
      throw new IllegalArgumentException("an invalid request has at least one wrong field");
    }
    errors = List.copyOf(errors);
  }
}
