package org.backlinks.local.majestic;

import java.time.LocalDate;

/** Generates the cells of a referring domain. All cells but the id depend only on its name. */
final class DomainRowGenerator {
  private static final int TOPIC_COUNT = 10;
  private static final LocalDate LAST_DAY = LocalDate.of(2026, 9, 1);

  private DomainRowGenerator() {}

  /** Returns the cells of a domain, in the order of {@link FakeColumns#DOMAIN_COLUMNS}. */
  static Object[] cells(int id, String name) {
    SeededRandom random = SeededRandom.of(SeededRandom.seedOf(name), 0, 0);
    Object[] cells = new Object[FakeColumns.DOMAIN_COLUMNS.size()];
    int trustFlow = random.nextInt(0, 95);
    int subnet = random.nextInt(0, 255);
    boolean hasAddress = !random.nextBoolean(8);
    cells[0] = id;
    cells[1] = name;
    cells[2] = random.nextBoolean(70) ? -1 : 1 + random.nextSkewed(999_999);
    cells[3] = random.nextSkewed(400_000);
    cells[4] = random.nextSkewed(9_000_000_000L);
    cells[5] = random.nextSkewed(5_000_000_000L);
    cells[6] = random.nextSkewed(50_000_000);
    cells[7] = LAST_DAY.minusDays(2_000 + random.nextSkewed(4_000)).toString();
    cells[8] = random.nextBoolean(5) ? "" : LAST_DAY.minusDays(random.nextSkewed(700)).toString();
    cells[9] = hasAddress ? "198.18." + subnet + '.' + random.nextInt(1, 254) : "";
    cells[10] = hasAddress ? "198.18." + subnet : "";
    cells[11] = hasAddress ? random.pick(WordLists.COUNTRIES) : "";
    cells[12] = name.substring(name.lastIndexOf('.') + 1);
    cells[13] = random.nextInt(0, 100);
    cells[14] = trustFlow;
    fillTopics(random, cells, trustFlow);
    return cells;
  }

  private static void fillTopics(SeededRandom random, Object[] cells, int trustFlow) {
    int topicCount = random.nextInt(0, TOPIC_COUNT);
    int value = trustFlow;
    for (int i = 0; i < TOPIC_COUNT; i++) {
      cells[15 + 2 * i] = i < topicCount ? random.pick(WordLists.TOPICS) : "";
      cells[16 + 2 * i] = i < topicCount ? value : "";
      value = Math.max(0, value - random.nextInt(0, 6));
    }
  }
}
