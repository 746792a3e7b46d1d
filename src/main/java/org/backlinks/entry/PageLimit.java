package org.backlinks.entry;

import java.util.List;
import org.backlinks.question.FieldError;
import org.backlinks.render.PageRequest;

/** The number of rows on a page, where it comes without a question. */
final class PageLimit {
  private PageLimit() {}

  /** The limit that a caller wrote; a wrong one is added to the errors. */
  static int read(String text, List<FieldError> errors) {
    if (text.matches("[1-9]\\d{0,3}") && Integer.parseInt(text) <= PageRequest.MAX_LIMIT) {
      return Integer.parseInt(text);
    }
    errors.add(
        new FieldError("limit", "must be a whole number from 1 to " + PageRequest.MAX_LIMIT));
    return PageRequest.DEFAULT_LIMIT;
  }
}
