package org.backlinks.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.backlinks.local.majestic.Link;
import org.backlinks.local.majestic.Majestic;

/** What there is to ask: always something new, and what was asked lately. */
final class Questions implements Checker.Truth {
  private static final int[] ROWS = {0, 3, 40, 250, 1_300};
  private static final int[] MOST = {5, 100, 1_200};
  private static final int LATELY = 120;
  private static final int REMEMBERED = 400;

  private final Majestic majestic;
  private final List<Asked> lately = new ArrayList<>();
  private final Map<Wanted, List<Link>> known = new LinkedHashMap<>();
  private int number;

  /** A question with the report that it got. */
  record Asked(Wanted wanted, String id) {}

  Questions(Majestic majestic) {
    this.majestic = majestic;
  }

  synchronized Wanted fresh(SplittableRandom chance, String word) {
    int rows = ROWS[chance.nextInt(ROWS.length)];
    String host = "rows-%d.%s.load-%d.example".formatted(rows, word, ++number);
    return new Wanted("http://" + host + "/", MOST[chance.nextInt(MOST.length)]);
  }

  synchronized void asked(Wanted wanted, String id) {
    Asked asked = new Asked(wanted, id);
    if (!id.isEmpty() && !lately.contains(asked)) {
      lately.add(asked);
      if (lately.size() > LATELY) {
        lately.removeFirst();
      }
    }
  }

  synchronized Optional<Asked> lately(SplittableRandom chance) {
    return lately.isEmpty()
        ? Optional.empty()
        : Optional.of(lately.get(chance.nextInt(lately.size())));
  }

  @Override
  public synchronized List<Link> links(Wanted wanted) {
    List<Link> links =
        known.computeIfAbsent(wanted, one -> majestic.links(one.target(), one.most()));
    if (known.size() > REMEMBERED) {
      known.remove(known.keySet().iterator().next());
    }
    return links;
  }
}
