package org.backlinks.ops;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Puts our log lines in place of the console's. */
@Singleton
final class Logs {
  void install(@Observes StartupEvent started, Lines lines, Invocations invocations) {
    Logger root = LogManager.getLogManager().getLogger("");
    for (Handler before : root.getHandlers()) {
      root.removeHandler(before);
    }
    root.addHandler(new LogHandler(lines, invocations));
  }
}
