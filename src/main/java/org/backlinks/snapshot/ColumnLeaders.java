package org.backlinks.snapshot;

import java.util.Arrays;
import java.util.List;

/**
 * Finds columns that determine other columns: a page's URL determines its title, and the code of a
 * language determines its name. The determined column, the follower, then needs only a code for
 * each text of the other column, the leader, and not for each row.
 */
final class ColumnLeaders {
  static final int NO_LEADER = -1;

  private final int rows;
  private final List<ColumnBuilder> columns;
  private final boolean[] canLead;

  /** The follower's text for each text of the leader: 0 while it is unknown, then its id + 2. */
  private int[] followerTexts = new int[0];

  ColumnLeaders(int rows, List<ColumnBuilder> columns) {
    this.rows = rows;
    this.columns = columns;
    this.canLead = new boolean[columns.size()];
  }

  /** Lets a column be the leader of later columns, if that can save codes. */
  void add(int column) {
    int texts = columns.get(column).texts().textCount();
    canLead[column] = texts > 1 && texts + 1 < rows;
  }

  /**
   * Returns the added column that determines this one and has the fewest texts, or {@link
   * #NO_LEADER}.
   */
  int findLeader(int column) {
    ColumnBuilder follower = columns.get(column);
    int best = NO_LEADER;
    if (follower.texts().textCount() > 1) {
      for (int i = 0; i < column; i++) {
        if (canLead[i]
            && (best == NO_LEADER || textCount(i) < textCount(best))
            && determines(columns.get(i), follower)) {
          best = i;
        }
      }
    }
    return best;
  }

  private int textCount(int column) {
    return columns.get(column).texts().textCount();
  }

  /** Returns whether rows with equal cells in the leader have equal cells in the follower. */
  private boolean determines(ColumnBuilder leader, ColumnBuilder follower) {
    int groups = leader.texts().textCount() + 1;
    if (groups < follower.texts().textCount()) {
      return false;
    }
    if (followerTexts.length < groups) {
      followerTexts = new int[groups];
    }
    Arrays.fill(followerTexts, 0, groups, 0);
    int[] leaderIds = leader.textIds();
    int[] followerIds = follower.textIds();
    for (int row = 0; row < rows; row++) {
      int known = followerTexts[leaderIds[row] + 1];
      if (known == 0) {
        followerTexts[leaderIds[row] + 1] = followerIds[row] + 2;
      } else if (known != followerIds[row] + 2) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the column's text for each text of the leader, and then its text for the rows in which
   * the leader has no cell.
   */
  int[] textIdsByLeader(int column, int leader) {
    int[] leaderIds = columns.get(leader).textIds();
    int[] ownIds = columns.get(column).textIds();
    int absentGroup = textCount(leader);
    int[] ids = new int[absentGroup + 1];
    // this id is not used when the leader has a cell in each row
    ids[absentGroup] = ownIds[0];
    for (int row = 0; row < rows; row++) {
      int group = leaderIds[row];
      ids[group == ColumnBuilder.ABSENT ? absentGroup : group] = ownIds[row];
    }
    return ids;
  }
}
