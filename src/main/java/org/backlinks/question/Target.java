package org.backlinks.question;

/**
 * What links point to: a URL, host or domain, in canonical form. Exactly this text is sent
 * upstream.
 *
 * <p>A stored target is taken as it stands, since the rules may have changed after it was stored;
 * so the constructor checks nothing but the size. What a caller gives goes through {@link #of}.
 */
public record Target(String text) {
  /** In characters (code points), as given and in canonical form. */
  public static final int MAX_LENGTH = 2048;

  public Target {
    if (text.isEmpty() || Text.length(text) > MAX_LENGTH) {
      throw new IllegalArgumentException("a target has 1 to " + MAX_LENGTH + " characters");
    }
  }

  /**
   * The target in canonical form.
   *
   * @throws IllegalArgumentException with the reason, if it is not a legal target
   */
  public static Target of(String given) {
    return switch (CanonicalTarget.of(given)) {
      case Canonical.Form(String text) -> new Target(text);
      case Canonical.Refused(String reason) ->
          throw new IllegalArgumentException("target " + reason);
    };
  }
}
