package org.backlinks.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.backlinks.question.IsoDuration;
import org.jspecify.annotations.Nullable;

/** Reads environment variables as typed values. An empty variable counts as not set. */
final class EnvironmentReader {
  private static final int MAX_COUNT = 50;

  /** The end of the address that upstream's documentation shows. */
  private static final Pattern API_PATH_SUFFIX =
      Pattern.compile("(?i)(?<![:/])/+api/+(?:json|xml)/*\\??$");

  private final Map<String, String> environment;

  EnvironmentReader(Map<String, String> environment) {
    this.environment = environment;
  }

  @Nullable String text(String name) {
    String value = ByteOrderMark.strip(environment.getOrDefault(name, ""));
    return value.isEmpty() ? null : value;
  }

  String text(String name, String defaultValue) {
    String value = text(name);
    return value == null ? defaultValue : value;
  }

  /** Reads upstream's base address, with or without the path of its API. */
  URI upstreamUrl(String name, String defaultValue) {
    return parseHttpUrl(name, API_PATH_SUFFIX.matcher(text(name, defaultValue)).replaceFirst(""));
  }

  /** Reads an address to which paths are appended. Returns null when it is not set. */
  @Nullable String baseUrl(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    String base = parseHttpUrl(name, value).toString();
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }

  /** Reads addresses that are separated by commas. They stay as they are written. */
  Set<String> httpUrls(String name) {
    Set<String> urls = new LinkedHashSet<>();
    for (String url : text(name, "").split(",", -1)) {
      String trimmed = url.strip();
      if (!trimmed.isEmpty()) {
        parseHttpUrl(name, trimmed);
        urls.add(trimmed);
      }
    }
    return urls;
  }

  private static URI parseHttpUrl(String name, String value) {
    try {
      URI uri = new URI(value);
      boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (isHttp && uri.getHost() != null && uri.getRawUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // reported below, like any other invalid address
    }
    throw new BadSettingException(name, "must be an http or https address");
  }

  Duration duration(String name, String defaultValue, String min, String max) {
    Duration maxDuration = Duration.parse(max);
    return IsoDuration.parse(text(name, defaultValue), maxDuration.plusSeconds(1))
        .filter(
            value -> value.compareTo(Duration.parse(min)) >= 0 && value.compareTo(maxDuration) <= 0)
        .orElseThrow(() ->
            new BadSettingException(
                name,
                "must be an ISO-8601 duration from %s to %s, such as %s"
                    .formatted(min, max, defaultValue)));
  }

  int count(String name, int defaultValue) {
    String value = text(name, Integer.toString(defaultValue));
    if (value.matches("[1-9]\\d{0,2}") && Integer.parseInt(value) <= MAX_COUNT) {
      return Integer.parseInt(value);
    }
    throw new BadSettingException(name, "must be a whole number from 1 to " + MAX_COUNT);
  }

  /** Reads a number of units. Returns null when it is not set. */
  @Nullable Long units(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    if (value.matches("0|[1-9]\\d{0,14}")) {
      return Long.valueOf(value);
    }
    throw new BadSettingException(
        name, "must be a whole number of units from 0, at most 15 digits");
  }

  /** Reads a number of units that has a default. */
  long unitsOr(String name, long defaultValue) {
    Long units = units(name);
    return units == null ? defaultValue : units;
  }

  /**
   * Returns a parsed value. The parser throws an {@link IllegalArgumentException} for an invalid
   * value; its message says what the value must be.
   */
  <T> T parse(String name, String defaultValue, Function<String, T> parser) {
    try {
      return parser.apply(text(name, defaultValue));
    } catch (IllegalArgumentException e) {
      throw new BadSettingException(name, String.valueOf(e.getMessage()));
    }
  }

  String oneOf(String name, Set<String> words, String defaultValue) {
    String value = text(name, defaultValue);
    if (!words.contains(value)) {
      throw new BadSettingException(name, "must be one of " + new TreeSet<>(words));
    }
    return value;
  }
}
