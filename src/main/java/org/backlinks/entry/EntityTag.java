package org.backlinks.entry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backlinks.render.PageRequest;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.jspecify.annotations.Nullable;

/**
 * Entity tags. A ready report never changes, so its page is known by what was asked for: no row is
 * read to make a tag.
 */
final class EntityTag {
  /** Goes up with every change of what pages look like. */
  private static final int RENDERING = 2;

  private static final int BYTES = 16;
  private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\")");

  private EntityTag() {}

  /** The strong tag of a ready report's page. */
  static String of(Report report, State.Ready ready, PageRequest page, boolean gzip) {
    String all =
        String.join(
            "\n",
            Integer.toString(RENDERING),
            report.id().text(),
            Integer.toString(ready.snapshot()),
            ready.at().toString(),
            report.expiresAt().toString(),
            report.usage().toString(),
            Integer.toString(page.from()),
            Integer.toString(page.limit()),
            page.format().name(),
            Boolean.toString(page.reused()),
            Boolean.toString(page.escaped()),
            gzip ? "gzip" : "identity",
            Objects.requireNonNullElse(page.tag(), "-"),
            Boolean.toString(page.tag() == null));
    return of(all.getBytes(StandardCharsets.UTF_8));
  }

  /** The strong tag of bytes that are the same for every caller. */
  static String of(byte[] body, boolean gzip) {
    byte[] all = Arrays.copyOf(body, body.length + 1);
    all[body.length] = (byte) (gzip ? 1 : 0);
    return of(all);
  }

  private static String of(byte[] all) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(all);
      return "\""
          + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES))
          + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether a header {@code If-None-Match} names the tag; weak ones count as well. */
  static boolean names(@Nullable String header, String tag) {
    if (header == null) {
      return false;
    }
    if (header.strip().equals("*")) {
      return true;
    }
    Matcher tags = TAG.matcher(header);
    while (tags.find()) {
      if (tags.group(1).equals(tag)) {
        return true;
      }
    }
    return false;
  }
}
