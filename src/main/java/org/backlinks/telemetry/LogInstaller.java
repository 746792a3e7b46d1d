package org.backlinks.telemetry;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Replaces the console's log handler at the start of the program. */
@Singleton
final class LogInstaller {
  void install(@Observes StartupEvent event, JsonLineWriter lines, InvocationLog invocations) {
    Logger root = LogManager.getLogManager().getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.addHandler(new LogHandler(lines, invocations));
  }
}
