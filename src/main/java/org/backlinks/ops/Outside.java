package org.backlinks.ops;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** What comes from outside the program: the clock, chance, the environment. */
final class Outside {
  private Outside() {}

  @Produces
  @Singleton
  static Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  static RandomGenerator chance() {
    return new SecureRandom();
  }

  @Produces
  @Singleton
  static Lines lines() {
    return new Lines(new FileOutputStream(FileDescriptor.out));
  }

  @Produces
  @Singleton
  static Metrics metrics(Clock clock, Settings settings, Lines lines) {
    return new Metrics(clock, settings.table(), lines);
  }

  @Produces
  @Singleton
  static Settings settings() {
    return Settings.from(System.getenv());
  }
}
