package org.backlinks.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import org.backlinks.render.PageFormat;
import org.jspecify.annotations.Nullable;

/** Reads the headers {@code Accept} and {@code Accept-Encoding} (RFC 9110). */
final class AcceptHeaders {
  /** A quality from 0 to 1. Old Java clients leave out the 0 before the point. */
  private static final Pattern QUALITY_SYNTAX =
      Pattern.compile("0?\\.\\d{1,3}|0\\.?|1(\\.0{0,3})?");

  /** The formats for programs, in the order in which they win ties. */
  private static final List<PageFormat> PROGRAM_FORMATS =
      List.of(PageFormat.JSON, PageFormat.NDJSON, PageFormat.CSV);

  /**
   * One value of a header.
   *
   * @param quality from 0 ("not acceptable") to 1; 0 when it can't be read
   */
  private record WeightedValue(String name, double quality) {}

  /** The quality of a format, and the specificity of the media range that gives it. */
  private record Preference(double quality, int specificity) {
    private static final Preference NONE = new Preference(0, 0);
  }

  private AcceptHeaders() {}

  /**
   * Returns the format with the highest quality. Among formats with equal quality, JSON wins, then
   * NDJSON, then CSV. HTML needs a higher quality than each other format, and a header as browsers
   * send it. Returns empty when no format is acceptable.
   *
   * @param offersHtml whether the answer can be a page for people
   */
  static Optional<PageFormat> preferredFormat(@Nullable String header, boolean offersHtml) {
    if (header == null || header.isBlank()) {
      return Optional.of(PageFormat.JSON);
    }
    List<WeightedValue> ranges = parseRanges(header);
    PageFormat best = null;
    double highest = 0;
    for (PageFormat format : PROGRAM_FORMATS) {
      double quality = quality(format, ranges);
      if (quality > highest) {
        best = format;
        highest = quality;
      }
    }
    return offersHtml && quality(PageFormat.HTML, ranges) > highest && isFromBrowser(ranges)
        ? Optional.of(PageFormat.HTML)
        : Optional.ofNullable(best);
  }

  /**
   * Returns whether the ranges are those of a browser, or of a caller who accepts only HTML. Other
   * programs also name HTML: old Java clients do it together with images.
   */
  private static boolean isFromBrowser(List<WeightedValue> ranges) {
    List<String> names = ranges.stream().map(WeightedValue::name).toList();
    return names.contains("application/xhtml+xml")
        || names.stream().allMatch(name -> name.equals("text/html") || name.equals("*/*"));
  }

  /** Returns the media types of a format. A caller who accepts problems accepts JSON. */
  private static List<String> mediaTypes(PageFormat format) {
    return switch (format) {
      case JSON -> List.of("application/json", "application/problem+json");
      case NDJSON -> List.of("application/x-ndjson");
      case CSV, RAW_CSV, EXCEL_CSV -> List.of("text/csv");
      case HTML -> List.of("text/html");
    };
  }

  /** Returns the quality that the most specific matching range gives. */
  private static double quality(PageFormat format, List<WeightedValue> ranges) {
    List<String> names = mediaTypes(format);
    Preference found = Preference.NONE;
    for (WeightedValue range : ranges) {
      int specificity = specificity(names, range.name);
      boolean takesPrecedence =
          specificity > found.specificity
              || (specificity == found.specificity && range.quality > found.quality);
      if (specificity > 0 && takesPrecedence) {
        found = new Preference(range.quality, specificity);
      }
    }
    return found.quality;
  }

  /** Returns 3 for an exact range, 2 for {@code type/*}, 1 for any type, 0 for no match. */
  private static int specificity(List<String> names, String range) {
    if (names.contains(range)) {
      return 3;
    }
    String type = names.getFirst().substring(0, names.getFirst().indexOf('/'));
    return range.equals(type + "/*") ? 2 : range.equals("*/*") ? 1 : 0;
  }

  /**
   * Returns whether the caller accepts gzip and does not prefer the plain body. A caller without
   * the header does not accept gzip.
   */
  static boolean acceptsGzip(@Nullable String header) {
    if (header == null) {
      return false;
    }
    List<WeightedValue> codings = parseValues(header);
    double any = quality(codings, Set.of("*")).orElse(0);
    double gzip = quality(codings, Set.of("gzip", "x-gzip")).orElse(any);
    double identity = quality(codings, Set.of("identity")).orElse(any);
    return gzip > 0 && gzip >= identity;
  }

  private static OptionalDouble quality(List<WeightedValue> codings, Set<String> names) {
    return codings.stream()
        .filter(coding -> names.contains(coding.name))
        .mapToDouble(WeightedValue::quality)
        .max();
  }

  /** Parses media ranges. Old Java clients write any type as a single asterisk. */
  private static List<WeightedValue> parseRanges(String header) {
    return parseValues(header).stream()
        .map(value -> value.name.equals("*") ? new WeightedValue("*/*", value.quality) : value)
        .toList();
  }

  private static List<WeightedValue> parseValues(String header) {
    List<WeightedValue> values = new ArrayList<>();
    for (String value : header.toLowerCase(Locale.ROOT).split(",", -1)) {
      if (value.isBlank()) {
        continue;
      }
      String[] parts = value.split(";", -1);
      double quality = 1;
      for (int i = 1; i < parts.length; i++) {
        String part = parts[i].strip();
        if (part.startsWith("q=")) {
          String number = part.substring("q=".length()).strip();
          quality = QUALITY_SYNTAX.matcher(number).matches() ? Double.parseDouble(number) : 0;
        }
      }
      values.add(new WeightedValue(parts[0].strip(), quality));
    }
    return values;
  }
}
