package org.backlinks.summary;

import java.util.List;

/** The counts of a summary that payloads, notices and events carry, for each list. */
public record SummaryOverview(List<ListOverview> lists) {
  public SummaryOverview {
    lists = List.copyOf(lists);
  }
}
