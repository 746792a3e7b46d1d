package org.backlinks.ops;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Environment variables as typed values; an empty one counts as not set. */
final class Values {
  private static final int MOST_CALLS = 100;

  private final Map<String, String> environment;

  Values(Map<String, String> environment) {
    this.environment = environment;
  }

  @Nullable String text(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  String text(String name, String otherwise) {
    String value = text(name);
    return value == null ? otherwise : value;
  }

  URI uri(String name, String otherwise) {
    return read(name, text(name, otherwise));
  }

  /** An address that paths are put behind; null where it is not set. */
  @Nullable String base(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    String base = read(name, value).toString();
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }

  private static URI read(String name, String value) {
    try {
      URI uri = new URI(value);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getRawUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // falls through to the one message
    }
    throw new BadSettingException(name, "must be an http or https address");
  }

  Duration duration(String name, String otherwise, String least, String most) {
    try {
      Duration value = Duration.parse(text(name, otherwise));
      if (value.compareTo(Duration.parse(least)) >= 0
          && value.compareTo(Duration.parse(most)) <= 0) {
        return value;
      }
    } catch (DateTimeException e) {
      // falls through to the one message
    }
    throw new BadSettingException(
        name,
        "must be an ISO-8601 duration from %s to %s, such as %s".formatted(least, most, otherwise));
  }

  int count(String name, int otherwise) {
    String value = text(name, Integer.toString(otherwise));
    if (value.matches("[1-9]\\d{0,2}") && Integer.parseInt(value) <= MOST_CALLS) {
      return Integer.parseInt(value);
    }
    throw new BadSettingException(name, "must be a whole number from 1 to " + MOST_CALLS);
  }

  /** An amount of units; null where it is not set. */
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

  String oneOf(String name, Set<String> words, String otherwise) {
    String value = text(name, otherwise);
    if (!words.contains(value)) {
      throw new BadSettingException(name, "must be one of " + new TreeSet<>(words));
    }
    return value;
  }
}
