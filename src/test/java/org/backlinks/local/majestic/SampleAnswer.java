package org.backlinks.local.majestic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;

/**
 * The sample answers of Majestic's documentation, with their missing brackets and tags restored.
 */
final class SampleAnswer {
  private SampleAnswer() {}

  static byte[] read(FakeFormat format) {
    String name = "/majestic/sample." + format.name().toLowerCase(Locale.ROOT);
    try (InputStream sample =
        Objects.requireNonNull(SampleAnswer.class.getResourceAsStream(name))) {
      return sample.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
