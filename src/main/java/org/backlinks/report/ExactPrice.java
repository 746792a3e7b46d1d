package org.backlinks.report;

import java.util.List;
import org.backlinks.question.IndexItem;
import org.backlinks.question.Scope;
import org.backlinks.units.PartialUnits;

/** The answer to the question what a request costs by upstream's own counts. */
public sealed interface ExactPrice {
  /**
   * Upstream has counted the items.
   *
   * @param units the maximum cost that the counts allow; null means unknown
   * @param indexItems the index item units that this estimate cost; counts that are stored or
   *     shared are free
   */
  record Counted(PartialUnits units, int indexItems, List<CountedItem> items)
      implements ExactPrice {
    public Counted {
      items = List.copyOf(items);
    }
  }

  /**
   * An item, and the scopes whose lists are those of the item.
   *
   * @param scopes at least one, in payload order
   */
  record CountedItem(List<Scope> scopes, IndexItem item) {
    public CountedItem {
      scopes = List.copyOf(scopes);
    }
  }

  /** There are no counts. */
  record Unavailable(Problem problem) implements ExactPrice {}
}
