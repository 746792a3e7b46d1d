package org.backlinks.majestic.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The head of a response.
 *
 * @param fields all values of each header, by the header's name in lower case
 */
public record ResponseHead(int status, Map<String, List<String>> fields) {
  static final long CHUNKED = -2;
  static final long UNTIL_CLOSED = -1;

  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final int MAX_LENGTH_DIGITS = 18;

  public ResponseHead {
    fields =
        fields.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, field -> List.copyOf(field.getValue())));
  }

  /** Returns the first value of a header; null when it is absent. */
  public @Nullable String firstValue(String name) {
    List<String> values = fields.get(name.toLowerCase(Locale.ROOT));
    return values == null ? null : values.getFirst();
  }

  /**
   * Returns the number of bytes in the body, {@link #CHUNKED}, or {@link #UNTIL_CLOSED} when no
   * header states the length or the headers contradict one another.
   */
  long bodyLength() {
    if (status == NO_CONTENT || status == NOT_MODIFIED) {
      return 0;
    }
    if (elements("transfer-encoding").contains("chunked")) {
      return CHUNKED;
    }
    List<String> lengths = elements("content-length").stream().distinct().toList();
    return lengths.size() == 1 && isLength(lengths.getFirst())
        ? Long.parseLong(lengths.getFirst())
        : UNTIL_CLOSED;
  }

  /** Returns the codings of the body, in the order in which they were applied. */
  List<String> codings() {
    List<String> all = new ArrayList<>(contentCodings());
    all.addAll(transferCodings());
    return all;
  }

  /** Returns the codings of the content, in the order in which they were applied. */
  public List<String> contentCodings() {
    return elements("content-encoding");
  }

  /**
   * Returns the codings of the message without "chunked", in the order in which they were applied.
   */
  List<String> transferCodings() {
    return elements("transfer-encoding").stream()
        .filter(coding -> !coding.equals("chunked"))
        .toList();
  }

  /** Returns the comma-separated elements of all values of a header, without parameters. */
  private List<String> elements(String name) {
    List<String> elements = new ArrayList<>();
    for (String value : fields.getOrDefault(name, List.of())) {
      for (String element : value.split(",", -1)) {
        int parameters = element.indexOf(';');
        String bare = parameters < 0 ? element : element.substring(0, parameters);
        elements.add(bare.trim().toLowerCase(Locale.ROOT));
      }
    }
    return elements;
  }

  private static boolean isLength(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH_DIGITS
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
