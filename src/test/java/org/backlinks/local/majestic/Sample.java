package org.backlinks.local.majestic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;

/** The sample answers of upstream's own page, with their lost brackets and tags put back. */
final class Sample {
  private Sample() {}

  static byte[] bytes(Format format) {
    String name = "/majestic/sample." + format.name().toLowerCase(Locale.ROOT);
    try (InputStream sample = Objects.requireNonNull(Sample.class.getResourceAsStream(name))) {
      return sample.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
