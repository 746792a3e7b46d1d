package org.backlinks.snapshot;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Replaces secrets in upstream's texts with {@code ***}. Finds them in any case, even when they are
 * encoded for a URL. Searches with Horspool's algorithm, which skips most bytes. Its {@code
 * toString} does not show the secrets.
 */
public final class SecretMask {
  /** Masks nothing. */
  public static final SecretMask NONE = new SecretMask(List.of());

  /** The minimum bytes of a secret. Keys are longer, and ordinary words contain shorter texts. */
  private static final int MIN_SECRET_LENGTH = 4;

  private static final byte[] REPLACEMENT = {'*', '*', '*'};

  private final List<SecretPattern> patterns;

  private SecretMask(List<SecretPattern> patterns) {
    this.patterns = patterns;
  }

  /** Returns a mask of these secrets. Secrets under four bytes are ignored. */
  public static SecretMask of(List<String> secrets) {
    List<SecretPattern> patterns = new ArrayList<>();
    for (String secret : secrets) {
      String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
      for (String form : encoded.equals(secret) ? List.of(secret) : List.of(secret, encoded)) {
        if (form.length() >= MIN_SECRET_LENGTH) {
          patterns.add(new SecretPattern(form.getBytes(StandardCharsets.UTF_8)));
        }
      }
    }
    return patterns.isEmpty() ? NONE : new SecretMask(patterns);
  }

  /** Returns whether the bytes at {@code [from, to)} contain a secret. */
  boolean containsSecret(byte[] text, int from, int to) {
    for (SecretPattern pattern : patterns) {
      if (pattern.indexIn(text, from, to) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns the bytes at {@code [from, to)}, with the secrets replaced. */
  byte[] mask(byte[] text, int from, int to) {
    byte[] masked = Arrays.copyOfRange(text, from, to);
    for (SecretPattern pattern : patterns) {
      masked = pattern.mask(masked);
    }
    return masked;
  }

  /** Returns the text with the secrets replaced. */
  public String mask(String text) {
    if (patterns.isEmpty()) {
      return text;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return containsSecret(utf8, 0, utf8.length)
        ? new String(mask(utf8, 0, utf8.length), StandardCharsets.UTF_8)
        : text;
  }

  private static int foldCase(byte character) {
    return character >= 'A' && character <= 'Z' ? character | 0x20 : character & 0xFF;
  }

  /** One secret in one form. */
  private static final class SecretPattern {
    private final byte[] bytes;

    /** The distance by which the search may move, by the byte of the text at the pattern's end. */
    private final int[] shifts = new int[256];

    SecretPattern(byte[] bytes) {
      this.bytes = bytes;
      Arrays.fill(shifts, bytes.length);
      for (int i = 0; i < bytes.length - 1; i++) {
        int character = foldCase(bytes[i]);
        shifts[character] = bytes.length - 1 - i;
        if (character >= 'a' && character <= 'z') {
          shifts[character - 0x20] = bytes.length - 1 - i;
        }
      }
    }

    /** Returns the first index of the secret in {@code [from, to)}, or -1. */
    int indexIn(byte[] text, int from, int to) {
      int last = bytes.length - 1;
      int end = from + last;
      while (end < to) {
        if (matchesAt(text, end - last)) {
          return end - last;
        }
        end += shifts[text[end] & 0xFF];
      }
      return -1;
    }

    private boolean matchesAt(byte[] text, int start) {
      for (int i = bytes.length - 1; i >= 0; i--) {
        if (foldCase(text[start + i]) != foldCase(bytes[i])) {
          return false;
        }
      }
      return true;
    }

    byte[] mask(byte[] text) {
      int found = indexIn(text, 0, text.length);
      if (found < 0) {
        return text;
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream(text.length);
      int from = 0;
      for (; found >= 0; found = indexIn(text, from, text.length)) {
        out.write(text, from, found - from);
        out.writeBytes(REPLACEMENT);
        from = found + bytes.length;
      }
      out.write(text, from, text.length - from);
      return out.toByteArray();
    }
  }
}
