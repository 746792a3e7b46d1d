package org.backlinks.summary;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.backlinks.snapshot.CellType;
import org.backlinks.snapshot.Chunk;
import org.jspecify.annotations.Nullable;

/** Counts links by the month of a day. */
final class MonthCounter {
  private static final int UNKNOWN = -1;
  private static final int MONTHS = 12;

  private final LongIds ids = new LongIds();
  private int[] links = new int[64];
  private int known;

  /** The month of each text of the chunk, counted from the year 0. */
  private int[] monthOfText = new int[0];

  private Chunk.@Nullable Column column;

  /** Reads the days of the next chunk. */
  void startChunk(Chunk.@Nullable Column nextColumn) {
    column = nextColumn;
    if (nextColumn == null) {
      return;
    }
    int texts = nextColumn.textCount();
    if (monthOfText.length < texts) {
      monthOfText = new int[Math.max(texts, monthOfText.length * 2)];
    }
    for (int text = 0; text < texts; text++) {
      monthOfText[text] =
          monthOf(nextColumn.textBytes(), nextColumn.textStart(text), nextColumn.textEnd(text));
    }
  }

  private static int monthOf(byte[] text, int from, int to) {
    if (!CellType.DATE.canRead(text, from, to)) {
      return UNKNOWN;
    }
    int year = 0;
    for (int i = from; i < from + 4; i++) {
      year = year * 10 + text[i] - '0';
    }
    return year * MONTHS + (text[from + 5] - '0') * 10 + text[from + 6] - '0' - 1;
  }

  /** Counts a row, and returns whether its day is known. */
  boolean add(int row) {
    int text = column == null ? UNKNOWN : column.textId(row);
    if (text < 0 || monthOfText[text] == UNKNOWN) {
      return false;
    }
    int id = ids.idOf(monthOfText[text]);
    links = LongIds.withRoom(links, id);
    links[id]++;
    known++;
    return true;
  }

  /** Returns the counts, or null when no day is known. */
  @Nullable MonthCounts toCounts() {
    return known == 0 ? null : new MonthCounts(known, months());
  }

  List<MonthCount> months() {
    List<MonthCount> months = new ArrayList<>();
    long[] keys = ids.keysByNumber();
    for (int id = 0; id < keys.length; id++) {
      int month = (int) keys[id];
      months.add(new MonthCount(YearMonth.of(month / MONTHS, month % MONTHS + 1), links[id]));
    }
    months.sort(
        Comparator.comparingInt(MonthCount::links).reversed().thenComparing(MonthCount::month));
    return months.subList(0, Math.min(months.size(), MonthCounts.MAX_MONTHS));
  }
}
