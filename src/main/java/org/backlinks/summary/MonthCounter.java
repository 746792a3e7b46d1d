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

  /** Counts rows of a chunk by the days of a column. */
  void count(Chunk.@Nullable Column days, RowSelection rows) {
    if (days == null) {
      return;
    }
    int[] monthOfText = monthsOf(days);
    for (int i = 0; i < rows.count(); i++) {
      int text = days.textId(rows.row(i));
      if (text >= 0 && monthOfText[text] != UNKNOWN) {
        add(monthOfText[text]);
      }
    }
  }

  /** Returns the month of each text, counted from the year 0, or {@link #UNKNOWN}. */
  private static int[] monthsOf(Chunk.Column days) {
    int[] months = new int[days.textCount()];
    for (int text = 0; text < months.length; text++) {
      months[text] = monthOf(days.textBytes(), days.textStart(text), days.textEnd(text));
    }
    return months;
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

  private void add(int month) {
    int id = ids.idOf(month);
    links = LongIds.withRoom(links, id);
    links[id]++;
    known++;
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
