package org.backlinks.service;

import org.backlinks.ops.Settings;
import org.backlinks.store.TableClient;

/** What first use costs, moved to where nobody waits for it. */
public final class WarmUp {
  private WarmUp() {}

  /** Begins, beside the start of everything else; spends no upstream units. */
  public static void begin(Settings settings) {
    TableClient.begin(settings.table());
  }
}
