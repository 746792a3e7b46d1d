package org.backlinks.question;

import java.util.regex.Pattern;

/** The SHA-256 of a question, as 64 lower-case hexadecimal digits; equal questions share it. */
public record Fingerprint(String hex) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

  public Fingerprint {
    if (!SHAPE.matcher(hex).matches()) {
      throw new IllegalArgumentException("a fingerprint has 64 lower-case hexadecimal digits");
    }
  }
}
