package org.backlinks.report;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * A report's name: 128 random bits as 32 lower-case hexadecimal digits, never derived from the
 * question.
 */
public record ReportId(String text) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{32}");

  public ReportId {
    if (!SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException("a report id has 32 lower-case hexadecimal digits");
    }
  }

  /** A new one. */
  public static ReportId random(RandomGenerator chance) {
    byte[] bits = new byte[16];
    chance.nextBytes(bits);
    return new ReportId(HexFormat.of().formatHex(bits));
  }

  /** The id that a caller wrote, or nothing when no id looks so. */
  public static Optional<ReportId> of(String text) {
    return SHAPE.matcher(text).matches() ? Optional.of(new ReportId(text)) : Optional.empty();
  }
}
