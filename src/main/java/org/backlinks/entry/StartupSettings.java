package org.backlinks.entry;

import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import org.backlinks.config.BadSettingException;
import org.backlinks.config.Settings;

/** The settings before Quarkus starts. */
public final class StartupSettings {
  private StartupSettings() {}

  /**
   * Reads the settings and gives Quarkus the log level. Returns nothing when a setting is invalid,
   * and then prints one line that names the setting.
   */
  public static Optional<Settings> read(Map<String, String> environment, PrintStream errors) {
    try {
      Settings settings = Settings.from(environment);
      // Quarkus would not read the value of an empty variable as a level
      System.setProperty("quarkus.log.level", settings.logLevel());
      return Optional.of(settings);
    } catch (BadSettingException e) {
      errors.println("backlinks does not start: " + e.getMessage());
      return Optional.empty();
    }
  }
}
