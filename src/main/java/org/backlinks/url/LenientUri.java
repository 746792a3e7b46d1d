package org.backlinks.url;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses the addresses of files. A file's name contains the target, and upstream does not always
 * escape it.
 */
public final class LenientUri {
  /** A character that a path or a query must have in escaped form. */
  private static final Pattern ILLEGAL_CHARACTER =
      Pattern.compile("%(?![0-9A-Fa-f]{2})|[^!$%&'()*+,./0-9:;=?@A-Z_a-z~-]");

  private static final Pattern SCHEME_AND_AUTHORITY =
      Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/?#]*");

  private LenientUri() {}

  /**
   * Parses an address. Escapes the illegal characters of its path and query, but never changes its
   * host. Returns empty when the text is not an address even after that.
   */
  public static Optional<URI> parse(String text) {
    Matcher prefix = SCHEME_AND_AUTHORITY.matcher(text);
    int pathStart = prefix.lookingAt() ? prefix.end() : 0;
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException asWritten) {
      try {
        return Optional.of(
            new URI(text.substring(0, pathStart) + escape(text.substring(pathStart))));
      } catch (URISyntaxException asEscaped) {
        return Optional.empty();
      }
    }
  }

  private static String escape(String text) {
    return ILLEGAL_CHARACTER
        .matcher(text)
        .replaceAll(match -> {
          StringBuilder escaped = new StringBuilder();
          for (byte b : match.group().getBytes(StandardCharsets.UTF_8)) {
            escaped.append('%').append("%02X".formatted(b));
          }
          return escaped.toString();
        });
  }
}
