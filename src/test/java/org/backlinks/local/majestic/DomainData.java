package org.backlinks.local.majestic;

import java.time.LocalDate;

/** What is known of a referring domain; everything follows from its name. */
final class DomainData {
  private static final int TOPICS = 10;
  private static final LocalDate LAST_DAY = LocalDate.of(2026, 9, 1);

  private DomainData() {}

  /** The 35 cells of a domain. */
  static Object[] row(int id, String name) {
    Dice dice = Dice.of(Dice.seed(name), 0, 0);
    Object[] cells = new Object[Columns.DOMAIN.size()];
    int trust = dice.between(0, 95);
    int network = dice.between(0, 255);
    boolean located = !dice.percent(8);
    cells[0] = id;
    cells[1] = name;
    cells[2] = dice.percent(70) ? -1 : 1 + dice.spread(999_999);
    cells[3] = dice.spread(400_000);
    cells[4] = dice.spread(9_000_000_000L);
    cells[5] = dice.spread(5_000_000_000L);
    cells[6] = dice.spread(50_000_000);
    cells[7] = LAST_DAY.minusDays(2_000 + dice.spread(4_000)).toString();
    cells[8] = dice.percent(5) ? "" : LAST_DAY.minusDays(dice.spread(700)).toString();
    cells[9] = located ? "198.18." + network + '.' + dice.between(1, 254) : "";
    cells[10] = located ? "198.18." + network : "";
    cells[11] = located ? dice.one(Words.COUNTRIES) : "";
    cells[12] = name.substring(name.lastIndexOf('.') + 1);
    cells[13] = dice.between(0, 100);
    cells[14] = trust;
    topics(dice, cells, trust);
    return cells;
  }

  private static void topics(Dice dice, Object[] cells, int trust) {
    int known = dice.between(0, TOPICS);
    int value = trust;
    for (int i = 0; i < TOPICS; i++) {
      cells[15 + 2 * i] = i < known ? dice.one(Words.TOPICS) : "";
      cells[16 + 2 * i] = i < known ? value : "";
      value = Math.max(0, value - dice.between(0, 6));
    }
  }
}
