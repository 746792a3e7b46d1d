package org.backlinks.question;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.backlinks.url.AddressParts;
import org.backlinks.url.Host;
import org.backlinks.url.HostAndPort;
import org.backlinks.url.HttpUrl;

/**
 * Brings a target into canonical form: scheme and host in lower case, no default port, no fragment,
 * path and query as given. A bare host stays bare, and {@code http://h} is not {@code http://h/}.
 */
final class TargetCanonicalizer {
  private static final Set<String> SCHEMES = Set.of("", "http", "https");

  /** A scheme without slashes after it. */
  private static final Pattern OTHER_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+-]*:");

  private TargetCanonicalizer() {}

  /**
   * Returns the canonical form.
   *
   * @throws IllegalArgumentException when the text is not a target. The message says what a target
   *     must be or have
   */
  static String canonicalize(String text) {
    rejectInvalidText(text);
    AddressParts parts = AddressParts.split(text);
    String scheme = parts.scheme().toLowerCase(Locale.ROOT);
    rejectIf(!SCHEMES.contains(scheme), "must start with http://, with https:// or with the host");
    rejectIf(parts.authority().indexOf('@') >= 0, "must not have a user name or password");
    rejectIf(
        scheme.isEmpty() && OTHER_SCHEME.matcher(parts.authority()).lookingAt(),
        "must start with http://, with https:// or with the host");
    HostAndPort hostAndPort = HostAndPort.parse(parts.authority(), Host.Strictness.TARGET);
    String canonical =
        (scheme.isEmpty() ? "" : scheme + "://")
            + hostAndPort.host().name()
            + portSuffix(scheme, hostAndPort)
            + withoutFragment(parts.rest());
    rejectTooLong(canonical);
    return canonical;
  }

  private static void rejectInvalidText(String text) {
    rejectIf(text.isEmpty(), "must not be empty");
    rejectTooLong(text);
    rejectIf(
        !CodePoints.isWellFormed(text), "must be whole Unicode, without half a surrogate pair");
    rejectIf(
        CodePoints.hasControlCharacters(text) || CodePoints.hasWhitespace(text),
        "must not have spaces or control characters");
    rejectIf(text.indexOf('\\') >= 0, "must not have backslashes");
  }

  private static void rejectTooLong(String text) {
    rejectIf(
        CodePoints.count(text) > Target.MAX_LENGTH,
        "must have at most " + Target.MAX_LENGTH + " characters");
  }

  private static void rejectIf(boolean isInvalid, String reason) {
    if (isInvalid) {
      throw new IllegalArgumentException(reason);
    }
  }

  private static String portSuffix(String scheme, HostAndPort hostAndPort) {
    Integer port = hostAndPort.port();
    boolean isDefault = port == null || port == HttpUrl.defaultPort(scheme.equals("https"));
    return isDefault ? "" : ":" + port;
  }

  private static String withoutFragment(String rest) {
    int fragment = rest.indexOf('#');
    return fragment < 0 ? rest : rest.substring(0, fragment);
  }
}
