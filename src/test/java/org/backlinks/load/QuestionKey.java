package org.backlinks.load;

/**
 * The part of a question that determines its answer.
 *
 * @param maxBacklinks maximum number of rows in its list
 * @param includeDeleted whether the list has deleted links
 */
record QuestionKey(String target, int maxBacklinks, boolean includeDeleted) {
  /** Creates the key of a question without deleted links. */
  QuestionKey(String target, int maxBacklinks) {
    this(target, maxBacklinks, false);
  }
}
