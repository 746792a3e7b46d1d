package org.backlinks.majestic.http;

import org.jspecify.annotations.Nullable;

/** Searches the causes of an exception. */
public final class ExceptionCauses {
  private ExceptionCauses() {}

  /**
   * Finds the first exception of a type among an exception and its causes.
   *
   * @return null when there is none
   */
  public static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> type) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
