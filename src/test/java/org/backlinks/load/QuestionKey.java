package org.backlinks.load;

/**
 * The part of a question that determines its answer.
 *
 * @param maxBacklinks maximum number of rows in its list
 */
record QuestionKey(String target, int maxBacklinks) {}
