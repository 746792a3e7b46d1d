package org.backlinks.summary;

/** Whether each row of a list has both of its URLs as upstream knows them. */
enum UrlCertainty {
  CERTAIN,
  /** A URL has a backslash. It is a repaired character if the answer had invalid ones. */
  CERTAIN_IF_NOT_REPAIRED,
  UNCERTAIN;

  boolean isCertain(boolean mayBeRepaired) {
    return switch (this) {
      case CERTAIN -> true;
      case CERTAIN_IF_NOT_REPAIRED -> !mayBeRepaired;
      case UNCERTAIN -> false;
    };
  }
}
