package org.backlinks.majestic;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads addresses of files, whose names hold what was asked for and are not always escaped. */
final class FileAddress {
  /** What may not stand in a path or query as it is. */
  private static final Pattern ILLEGAL =
      Pattern.compile("%(?![0-9A-Fa-f]{2})|[^!$%&'()*+,./0-9:;=?@A-Z_a-z~-]");

  private static final Pattern BEFORE_PATH =
      Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/?#]*");

  private FileAddress() {}

  /** The address, illegal characters of its path escaped; empty when it still is none. */
  static Optional<URI> read(String text) {
    Matcher before = BEFORE_PATH.matcher(text);
    int path = before.lookingAt() ? before.end() : 0;
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException asWritten) {
      try {
        return Optional.of(new URI(text.substring(0, path) + escaped(text.substring(path))));
      } catch (URISyntaxException asEscaped) {
        return Optional.empty();
      }
    }
  }

  private static String escaped(String text) {
    return ILLEGAL
        .matcher(text)
        .replaceAll(found -> {
          StringBuilder to = new StringBuilder();
          for (byte b : found.group().getBytes(StandardCharsets.UTF_8)) {
            to.append('%').append("%02X".formatted(b));
          }
          return to.toString();
        });
  }
}
