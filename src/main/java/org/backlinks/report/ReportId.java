package org.backlinks.report;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The id of a report: 128 random bits as 32 lower-case hexadecimal digits. */
public record ReportId(String text) {
  private static final Pattern PATTERN = Pattern.compile("[0-9a-f]{32}");

  public ReportId {
    if (!PATTERN.matcher(text).matches()) {
      throw new IllegalArgumentException("a report id has 32 lower-case hexadecimal digits");
    }
  }

  /** Returns a new id. */
  public static ReportId random(RandomGenerator random) {
    byte[] bits = new byte[16];
    random.nextBytes(bits);
    return new ReportId(HexFormat.of().formatHex(bits));
  }

  /** Parses an id that a caller sent. Returns empty when it is not an id. */
  public static Optional<ReportId> parse(String text) {
    return PATTERN.matcher(text).matches() ? Optional.of(new ReportId(text)) : Optional.empty();
  }
}
