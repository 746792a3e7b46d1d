package org.backlinks.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/** The style of all pages. It is read when the first page is made. */
public final class PageStyle {
  private static final String RESOURCE = "/page.css";

  private PageStyle() {}

  /** The style, which the first use of this class loads. */
  private static final class Loaded {
    private static final String CSS = read();
    private static final String HASH = "sha256-" + sha256(CSS);

    private static String read() {
      try (InputStream in =
          Objects.requireNonNull(PageStyle.class.getResourceAsStream(RESOURCE), RESOURCE)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static String css() {
    return Loaded.CSS;
  }

  /** Returns a text that changes with the style. */
  public static String hash() {
    return Loaded.HASH;
  }

  /**
   * Returns the value of the header {@code Content-Security-Policy}: a browser uses this style, and
   * loads and runs nothing else.
   */
  public static String contentSecurityPolicy() {
    return "default-src 'none'; style-src '%s'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        .formatted(Loaded.HASH);
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
