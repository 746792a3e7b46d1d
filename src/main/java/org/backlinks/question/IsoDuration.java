package org.backlinks.question;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads ISO-8601 durations of a fixed length: weeks, days, hours, minutes and seconds, in upper or
 * lower case. The last number may have a fraction. Years and months have no fixed length.
 */
public final class IsoDuration {
  /** Only the last number of a duration may have a fraction. */
  private static final String NUMBER = "[0-9]{1,15}(?:[.,][0-9]{1,9}(?=[A-Za-z]$))?";

  /** The syntax of a duration. The published schema has the same expression. */
  static final String REGEX =
      "^[Pp](?=[0-9Tt])(?:#[Ww])?(?:#[Dd])?(?:[Tt](?=[0-9])(?:#[Hh])?(?:#[Mm])?(?:#[Ss])?)?(?!\\s)$"
          .replace("#", NUMBER);

  private static final Pattern DURATION = Pattern.compile(REGEX);
  private static final Pattern COMPONENT = Pattern.compile("([0-9.,]+)([WwDdHhMmSs])");

  private IsoDuration() {}

  /**
   * Parses a duration.
   *
   * @param maxDuration a longer duration becomes this one
   * @return empty when the text is not a duration of a fixed length
   */
  public static Optional<Duration> parse(String text, Duration maxDuration) {
    if (!DURATION.matcher(text).matches()) {
      return Optional.empty();
    }
    BigDecimal seconds = BigDecimal.ZERO;
    Matcher part = COMPONENT.matcher(text);
    while (part.find()) {
      BigDecimal number = new BigDecimal(part.group(1).replace(',', '.'));
      seconds = seconds.add(number.multiply(secondsPerUnit(part.group(2))));
    }
    if (seconds.compareTo(BigDecimal.valueOf(maxDuration.toSeconds())) >= 0) {
      return Optional.of(maxDuration);
    }
    // the fraction has at most nine digits, so it is a whole number of nanoseconds
    return Optional.of(
        Duration.ofNanos(
            seconds.movePointRight(9).setScale(0, RoundingMode.DOWN).longValueExact()));
  }

  private static BigDecimal secondsPerUnit(String designator) {
    Duration unit =
        switch (designator) {
          case "W", "w" -> Duration.ofDays(7);
          case "D", "d" -> Duration.ofDays(1);
          case "H", "h" -> Duration.ofHours(1);
          case "M", "m" -> Duration.ofMinutes(1);
          default -> Duration.ofSeconds(1);
        };
    return BigDecimal.valueOf(unit.toSeconds());
  }
}
