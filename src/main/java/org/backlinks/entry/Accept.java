package org.backlinks.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.backlinks.render.Format;
import org.jspecify.annotations.Nullable;

/** What a caller takes: the headers {@code Accept} and {@code Accept-Encoding} (RFC 9110). */
final class Accept {
  private static final Pattern QUALITY = Pattern.compile("0(\\.\\d{0,3})?|1(\\.0{0,3})?");

  /**
   * One of a header's values.
   *
   * @param quality from 0, never, to 1; of a value whose quality can't be read 0
   */
  private record Range(String name, double quality) {}

  /** How well a type is liked, and by how exact a word. */
  private record Liking(double quality, int exactness) {
    private static final Liking NONE = new Liking(0, 0);

    boolean isMoreThan(Liking other) {
      return quality > other.quality || (quality == other.quality && exactness > other.exactness);
    }
  }

  private Accept() {}

  /**
   * The format that a caller likes best; of equal ones that which was named more exactly, then
   * JSON. Nothing when none will do.
   */
  static Optional<Format> format(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return Optional.of(Format.JSON);
    }
    List<Range> ranges = ranges(header);
    Format best = null;
    Liking most = Liking.NONE;
    for (Format format : List.of(Format.JSON, Format.NDJSON, Format.CSV)) {
      Liking liking = liking(names(format), ranges);
      if (liking.quality > 0 && (best == null || liking.isMoreThan(most))) {
        best = format;
        most = liking;
      }
    }
    return Optional.ofNullable(best);
  }

  /** What a format goes by; who takes our problems takes JSON. */
  private static List<String> names(Format format) {
    return switch (format) {
      case JSON -> List.of("application/json", "application/problem+json");
      case NDJSON -> List.of("application/x-ndjson");
      case CSV, RAW_CSV -> List.of("text/csv");
    };
  }

  /** The most exact range decides, whatever the others say. */
  private static Liking liking(List<String> names, List<Range> ranges) {
    Liking found = Liking.NONE;
    for (Range range : ranges) {
      int exactness = exactness(names, range.name);
      boolean decides =
          exactness > found.exactness
              || (exactness == found.exactness && range.quality > found.quality);
      if (exactness > 0 && decides) {
        found = new Liking(range.quality, exactness);
      }
    }
    return found;
  }

  private static int exactness(List<String> names, String range) {
    if (names.contains(range)) {
      return 3;
    }
    String type = names.getFirst().substring(0, names.getFirst().indexOf('/'));
    return range.equals(type + "/*") ? 2 : range.equals("*/*") ? 1 : 0;
  }

  /** Whether a caller takes gzip; one who says nothing does not. */
  static boolean takesGzip(@Nullable String header) {
    if (header == null) {
      return false;
    }
    double named = -1;
    double any = 0;
    for (Range range : ranges(header)) {
      switch (range.name) {
        case "gzip", "x-gzip" -> named = Math.max(named, range.quality);
        case "*" -> any = range.quality;
        default -> {
          // not ours
        }
      }
    }
    return named > 0 || (named < 0 && any > 0);
  }

  private static List<Range> ranges(String header) {
    List<Range> ranges = new ArrayList<>();
    for (String range : header.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = range.split(";", -1);
      double quality = 1;
      for (int i = 1; i < parts.length; i++) {
        String part = parts[i].strip();
        if (part.startsWith("q=")) {
          String number = part.substring("q=".length()).strip();
          quality = QUALITY.matcher(number).matches() ? Double.parseDouble(number) : 0;
        }
      }
      ranges.add(new Range(parts[0].strip(), quality));
    }
    return ranges;
  }
}
