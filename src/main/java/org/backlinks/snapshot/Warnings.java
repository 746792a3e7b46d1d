package org.backlinks.snapshot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what was odd in an answer: one line a column and kind, with a count. */
public final class Warnings {
  /** More lines than this are not kept. */
  public static final int MOST = 50;

  private record Kind(String column, String oddity) {}

  private final Map<Kind, Long> counts = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();

  /** Says something once. */
  public void add(String line) {
    if (!lines.contains(line)) {
      lines.add(line);
    }
  }

  /** Counts cells of a column that share an oddity, such as "can't be read as a date". */
  public void count(String column, String oddity, int cells) {
    Kind kind = new Kind(column, oddity);
    if (cells > 0 && (counts.size() < MOST || counts.containsKey(kind))) {
      counts.merge(kind, (long) cells, Long::sum);
    }
  }

  /** At most {@link #MOST} lines. */
  public List<String> lines() {
    List<String> all = new ArrayList<>(lines);
    counts.forEach((kind, cells) ->
        all.add(kind.column + ": " + cells + (cells == 1 ? " cell " : " cells ") + kind.oddity));
    return List.copyOf(all.subList(0, Math.min(MOST, all.size())));
  }
}
