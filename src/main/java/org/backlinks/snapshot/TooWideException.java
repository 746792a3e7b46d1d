package org.backlinks.snapshot;

import java.io.IOException;

/** More columns in a table, or tables in an answer, than any real one has. */
public final class TooWideException extends IOException {
  private static final long serialVersionUID = 1L;

  TooWideException(String what, int most, String parts) {
    super(what + " has more than " + most + " " + parts);
  }
}
