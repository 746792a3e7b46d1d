package org.backlinks.snapshot;

import java.io.IOException;

/** A table with more columns than any real one. */
public final class TooWideException extends IOException {
  private static final long serialVersionUID = 1L;

  TooWideException(int most) {
    super("a table has more than " + most + " columns");
  }
}
