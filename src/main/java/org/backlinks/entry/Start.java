package org.backlinks.entry;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import org.backlinks.ops.BadSettingException;
import org.backlinks.ops.Settings;
import org.backlinks.service.WarmUp;

/** Starts the executable, unless a setting can't be read: then one line says which. */
@QuarkusMain
public final class Start {
  private Start() {}

  public static void main(String... args) {
    try {
      Settings settings = Settings.from(System.getenv());
      WarmUp.begin(settings);
      // also where it is set to nothing, which Quarkus would not read as a level
      System.setProperty("quarkus.log.level", settings.logLevel());
    } catch (BadSettingException e) {
      System.err.println("backlinks does not start: " + e.getMessage());
      System.exit(1);
    }
    Quarkus.run(args);
  }
}
