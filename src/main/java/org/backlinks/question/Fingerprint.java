package org.backlinks.question;

import java.util.regex.Pattern;

/** The SHA-256 hash of a question, as 64 lower-case hexadecimal digits. */
public record Fingerprint(String hex) {
  private static final Pattern PATTERN = Pattern.compile("[0-9a-f]{64}");

  public Fingerprint {
    if (!PATTERN.matcher(hex).matches()) {
      throw new IllegalArgumentException("a fingerprint has 64 lower-case hexadecimal digits");
    }
  }
}
