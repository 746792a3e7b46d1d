package org.backlinks.question;

/**
 * What links point to: a URL, a host or a domain, in canonical form. Exactly this text is sent
 * upstream.
 *
 * <p>The constructor checks only the length, because a stored target may follow older rules. Use
 * {@link #of} for a target that a caller gives.
 */
public record Target(String text) {
  /** The maximum length of a caller's text and of its canonical form, in code points. */
  public static final int MAX_LENGTH = 2048;

  public Target {
    if (text.isEmpty() || CodePoints.count(text) > MAX_LENGTH) {
      throw new IllegalArgumentException("a target has 1 to " + MAX_LENGTH + " characters");
    }
  }

  /**
   * Brings a text into canonical form.
   *
   * @throws IllegalArgumentException when the text is not a target. The message says what a target
   *     must be or have
   */
  public static Target of(String text) {
    return new Target(TargetCanonicalizer.canonicalize(text));
  }
}
