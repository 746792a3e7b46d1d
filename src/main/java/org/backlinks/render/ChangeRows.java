package org.backlinks.render;

import java.io.IOException;
import java.util.List;

/** The selected changes of two reports, ready to be written in any format. */
sealed interface ChangeRows permits LinkChangeRows, DomainChangeRows {
  /** Returns the number of changes. */
  int total();

  /** Returns the maximum lengths of the lists of topics. */
  TopicCounts topicCounts();

  /** Returns the names of the columns of CSV. */
  List<String> csvColumns();

  /** Notes that some changes are written next: {@code count} from the place {@code from} on. */
  void expect(int from, int count);

  /**
   * Writes a change.
   *
   * @param index its place among the selected changes, from 0
   * @param maxTextBytes the maximum length of a text
   */
  void write(CellWriter cells, int index, int maxTextBytes) throws IOException;
}
