package org.backlinks.snapshot;

import java.nio.charset.StandardCharsets;

/** The hash code by which dictionaries find texts. */
public final class TextHash {
  private TextHash() {}

  /** Returns the hash code of a text. */
  public static int of(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return ByteArrays.hash(utf8, 0, utf8.length);
  }
}
