package org.backlinks.service;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backlinks.majestic.GetIndexItemInfo;
import org.backlinks.question.IndexItem;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.report.ExactPrice;
import org.backlinks.report.Problem;
import org.backlinks.units.Price;

/** Estimates the cost of a question by upstream's own counts. */
@Singleton
final class ExactPriceEstimator {
  private final IndexItemCounter indexItemCounter;
  private final CommandSelector commandSelector;
  private final Clock clock;

  ExactPriceEstimator(
      IndexItemCounter indexItemCounter, CommandSelector commandSelector, Clock clock) {
    this.indexItemCounter = indexItemCounter;
    this.commandSelector = commandSelector;
    this.clock = clock;
  }

  /**
   * Returns the price, or why it is not known.
   *
   * @param answerBy the time until which it waits for the counts
   */
  ExactPrice estimate(Question question, Price price, Instant answerBy) {
    Map<String, List<Scope>> scopes = GetIndexItemInfo.itemsOf(question);
    IndexItemCounter.Result counted =
        indexItemCounter.count(
            question.index(),
            List.copyOf(scopes.keySet()),
            Duration.between(clock.instant(), answerBy));
    return switch (counted) {
      case IndexItemCounter.Result.Failed(Problem problem) -> new ExactPrice.Unavailable(problem);
      case IndexItemCounter.Result.Counted(Map<String, IndexItem> items, int units) -> {
        List<ExactPrice.CountedItem> all = new ArrayList<>();
        scopes.forEach((item, scopesOfItem) ->
            all.add(
                new ExactPrice.CountedItem(
                    scopesOfItem, items.getOrDefault(item, IndexItem.unknown(item)))));
        ExactPriceRule rule =
            new ExactPriceRule(question, commandSelector.commandOf(question), price);
        yield new ExactPrice.Counted(rule.maxCost(all), units, all);
      }
    };
  }
}
