package org.backlinks.report;

import org.backlinks.question.Question;

/**
 * What upstream asks for lists of links. Source: upstream's page of {@code GetSubscriptionInfo}.
 *
 * @param analysis analysis units for one list, whatever its size
 * @param mostRows the most rows of one list that the plan allows
 */
public record Price(long analysis, long mostRows) {
  /** What every sample shows: taken where upstream does not say. */
  public static final Price USUAL = new Price(5_000, Question.MAX_BACKLINKS);

  /** The worst case of a question: every list with every row that may be asked for. */
  public Units atMost(Question question) {
    return new Units(analysis * question.scopes().size(), question.rowsAtMost());
  }
}
