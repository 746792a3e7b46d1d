package org.backlinks.bench;

import java.util.List;
import org.backlinks.store.DueAmongMany;

/** What a tick reads of the table. */
final class Tick implements Main.Part {
  @Override
  public List<Result> run() {
    DueAmongMany.Cost cost = DueAmongMany.measure();
    return List.of(
        Result.beside(
            "a tick with 1,000 due among 100,000 stored reports, beside among 1,000",
            cost.amongMany(),
            "read units",
            cost.amongThemselves(),
            1.03,
            1));
  }
}
