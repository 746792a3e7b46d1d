package org.backlinks.store;

import java.io.IOException;

/** Thrown when the table will never accept an item, because it is too large or malformed. */
public final class ItemRejectedException extends IOException {
  private static final long serialVersionUID = 1L;

  ItemRejectedException(Throwable cause) {
    super("the table rejects an item, and a new attempt can't help", cause);
  }
}
