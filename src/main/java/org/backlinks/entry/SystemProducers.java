package org.backlinks.entry;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.backlinks.config.Settings;
import org.backlinks.question.Command;
import org.backlinks.question.RequestReader;
import org.backlinks.task.TaskScheduler;
import org.backlinks.task.ThreadTaskScheduler;
import org.backlinks.telemetry.EmbeddedMetricWriter;
import org.backlinks.telemetry.JsonLineWriter;
import org.backlinks.telemetry.Metrics;

/**
 * Produces the beans of the system: clock, randomness, threads, output, metrics and settings. Also
 * produces the reader of requests, which depends on a setting.
 */
public final class SystemProducers {
  private SystemProducers() {}

  /** Returns the clock of the machine. */
  @Produces
  @Singleton
  public static Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  static RandomGenerator random() {
    return new SecureRandom();
  }

  @Produces
  @Singleton
  static TaskScheduler taskScheduler() {
    return new ThreadTaskScheduler();
  }

  @Produces
  @Singleton
  static JsonLineWriter jsonLineWriter() {
    return new JsonLineWriter(new FileOutputStream(FileDescriptor.out));
  }

  @Produces
  @Singleton
  static Metrics metrics() {
    return new Metrics();
  }

  @Produces
  @Singleton
  static EmbeddedMetricWriter metricWriter(Clock clock, Settings settings, JsonLineWriter lines) {
    return new EmbeddedMetricWriter(clock, settings.table().name(), lines);
  }

  @Produces
  @Singleton
  static Settings settings() {
    return Settings.from(System.getenv());
  }

  @Produces
  @Singleton
  static RequestReader requestReader(Settings settings) {
    return new RequestReader(
        settings.majestic().hasCommand(Command.GET_BACK_LINK_DATA),
        settings.notices().callbackQueues());
  }
}
