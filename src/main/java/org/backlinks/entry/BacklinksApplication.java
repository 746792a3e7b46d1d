package org.backlinks.entry;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Optional;
import org.backlinks.config.Settings;

/** Starts the executable. */
@QuarkusMain
public final class BacklinksApplication {
  private BacklinksApplication() {}

  public static void main(String... args) {
    Optional<Settings> settings = StartupSettings.read(System.getenv(), System.err);
    if (settings.isEmpty()) {
      System.exit(1);
    }
    EarlyStart.startExtension(System.getenv(), SystemProducers.clock());
    EarlyStart.startTableClient(settings.orElseThrow());
    Quarkus.run(args);
  }
}
