package org.backlinks.changes;

import java.util.List;
import org.backlinks.question.FieldError;

/** The result of comparing two reports. */
public sealed interface ComparisonResult permits Comparison, ComparisonResult.NotComparable {
  /**
   * The reports can't be compared.
   *
   * @param errors the fields in which they do not fit together, at least one
   */
  record NotComparable(List<FieldError> errors) implements ComparisonResult {
    public NotComparable {
      errors = List.copyOf(errors);
    }
  }
}
