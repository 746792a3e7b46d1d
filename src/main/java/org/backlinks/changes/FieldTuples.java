package org.backlinks.changes;

import java.util.Comparator;
import org.backlinks.snapshot.LinkCells;

/** The values of the compared fields of rows. Equal values of all fields have one number. */
final class FieldTuples {
  /** The fields with texts, in the order of their comparison. */
  private static final int TEXTS = 5;

  /** The bits of one flag: its value as in {@link LinkCells}. */
  private static final int FLAG_BITS = 2;

  private static final int FLAG_MASK = 3;
  private static final int FLAGS = 4;
  private static final int DEAD_BIT = 1 << (FLAGS * FLAG_BITS);

  private final TextIds texts;

  /** Anchor text and type. */
  private final PairIds anchors;

  /** Subtype, and the URL and the type of the indirect target. */
  private final PairIds indirects = new PairIds();

  private final PairIds subTypes = new PairIds();

  /** The texts of {@link #subTypes}, and the flags. */
  private final PairIds details = new PairIds();

  private final PairIds tuples;

  /** The number of the last details. Most rows have the same ones as the row before. */
  private int lastDetails;

  private int lastSubType;
  private int lastIndirectUrl;
  private int lastIndirectType;

  /** No row has these flags. */
  private int lastFlags = -1;

  /**
   * @param texts numbers the texts of the fields
   * @param expectedRows about how many rows have different values
   */
  FieldTuples(TextIds texts, int expectedRows) {
    this.texts = texts;
    this.anchors = new PairIds(expectedRows);
    this.tuples = new PairIds(expectedRows);
  }

  /** Returns flags as one number. */
  static int flags(int nofollow, int redirect, int frame, int image, boolean isDead) {
    int flags = ((nofollow << FLAG_BITS | redirect) << FLAG_BITS | frame) << FLAG_BITS | image;
    return isDead ? flags | DEAD_BIT : flags;
  }

  /**
   * Returns the number of the values of a row. The texts are numbers of {@link TextIds}.
   *
   * @param flags what {@link #flags} returned
   */
  int idOf(
      int anchorText, int linkType, int subType, int indirectUrl, int indirectType, int flags) {
    if (subType != lastSubType
        || indirectUrl != lastIndirectUrl
        || indirectType != lastIndirectType
        || flags != lastFlags) {
      int subTypeAndTarget = subTypes.idOf(subType, indirects.idOf(indirectUrl, indirectType));
      lastDetails = details.idOf(subTypeAndTarget, flags);
      lastSubType = subType;
      lastIndirectUrl = indirectUrl;
      lastIndirectType = indirectType;
      lastFlags = flags;
    }
    return tuples.idOf(anchors.idOf(anchorText, linkType), lastDetails);
  }

  /** Returns a number that only rows with this anchor text and type have. */
  int anchorTextAndType(int id) {
    return tuples.first(id);
  }

  int anchorText(int id) {
    return anchors.first(tuples.first(id));
  }

  int linkType(int id) {
    return anchors.second(tuples.first(id));
  }

  private int text(int id, int field) {
    int subTypeAndTarget = details.first(tuples.second(id));
    int indirect = subTypes.second(subTypeAndTarget);
    return switch (field) {
      case 0 -> anchorText(id);
      case 1 -> linkType(id);
      case 2 -> subTypes.first(subTypeAndTarget);
      case 3 -> indirects.first(indirect);
      default -> indirects.second(indirect);
    };
  }

  private int flags(int id) {
    return details.second(tuples.second(id));
  }

  private boolean isDead(int id) {
    return (flags(id) & DEAD_BIT) != 0;
  }

  /** Returns whether a field is known on both sides and differs, or the link is alive again. */
  boolean isChange(int before, int after) {
    if (before == after) {
      return false;
    }
    for (int field = 0; field < TEXTS; field++) {
      int old = text(before, field);
      int current = text(after, field);
      if (old != current && old != ListRows.ABSENT && current != ListRows.ABSENT) {
        return true;
      }
    }
    for (int shift = 0; shift < FLAGS * FLAG_BITS; shift += FLAG_BITS) {
      int old = flags(before) >> shift & FLAG_MASK;
      int current = flags(after) >> shift & FLAG_MASK;
      if (old != current && old != LinkCells.UNKNOWN && current != LinkCells.UNKNOWN) {
        return true;
      }
    }
    return isDead(before) && !isDead(after);
  }

  /** Returns the order of the fields' texts. It does not depend on the order of rows. */
  Comparator<Integer> byTexts() {
    return (first, second) -> {
      int order = 0;
      for (int field = 0; field < TEXTS && order == 0; field++) {
        order = texts.compare(text(first, field), text(second, field));
      }
      return order == 0 ? Integer.compare(flags(first), flags(second)) : order;
    };
  }
}
