package org.backlinks.service;

import java.util.List;
import java.util.function.ToLongFunction;
import org.backlinks.majestic.LinkCommand;
import org.backlinks.question.IndexItem;
import org.backlinks.question.IndexItem.Status;
import org.backlinks.question.Question;
import org.backlinks.report.ExactPrice.CountedItem;
import org.backlinks.units.PartialUnits;
import org.backlinks.units.Price;
import org.jspecify.annotations.Nullable;

/**
 * Computes the maximum cost of a question from upstream's counts of its items. An amount is unknown
 * when a count on which it depends is unknown.
 *
 * @param command the command that will answer the question
 * @param price the price of the plan
 */
record ExactPriceRule(Question question, LinkCommand command, Price price) {
  /** Returns the maximum cost. */
  PartialUnits maxCost(List<CountedItem> items) {
    if (!items.stream().map(CountedItem::item).allMatch(IndexItem::isCounted)) {
      return PartialUnits.NONE;
    }
    boolean hasAllCounts = items.stream().allMatch(counted -> linkCount(counted.item()) != null);
    return new PartialUnits(
        sum(items, item -> command.analysisPrice(item, price)),
        hasAllCounts ? sum(items, this::maxRows) : null);
  }

  private long sum(List<CountedItem> items, ToLongFunction<IndexItem> unitsPerList) {
    return items.stream()
        .mapToLong(counted -> listCount(counted) * unitsPerList.applyAsLong(counted.item()))
        .sum();
  }

  private int listCount(CountedItem counted) {
    return command.hasCallPerList() ? 1 : counted.scopes().size();
  }

  private long maxRows(IndexItem item) {
    Long links = linkCount(item);
    long maxRows = Math.min(question.maxBacklinks(), price.maxRows());
    return links == null ? maxRows : Math.min(links, maxRows);
  }

  /** Returns the maximum number of links in a list of the item, or null when it is unknown. */
  private @Nullable Long linkCount(IndexItem item) {
    if (item.status() == Status.NOT_FOUND && item.backlinks() == null) {
      return 0L;
    }
    // upstream does not say whether its counts include deleted links
    return question.includeDeleted() && item.status() == Status.FOUND ? null : item.backlinks();
  }
}
