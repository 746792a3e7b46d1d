package org.backlinks.question;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The canonical form of a target: scheme and host in one spelling, no default port, no fragment;
 * path and query as given. A bare host stays bare, and {@code http://h} is not {@code http://h/}.
 */
final class CanonicalTarget {
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://");
  private static final Pattern OTHER_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+-]*:");
  private static final Pattern AUTHORITY = Pattern.compile("[^/?#]*");
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(?<host>\\[[^\\]]*\\]|[^:\\[\\]]*)(?::(?<port>.*))?", Pattern.DOTALL);
  private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private CanonicalTarget() {}

  static Canonical of(String given) {
    if (given.isEmpty()) {
      return new Canonical.Refused("must not be empty");
    }
    if (Text.length(given) > Target.MAX_LENGTH) {
      return tooLong();
    }
    if (!Text.isWhole(given)) {
      return new Canonical.Refused("must be whole Unicode, without half a surrogate pair");
    }
    if (Text.hasControls(given) || Text.hasSpaces(given)) {
      return new Canonical.Refused("must not have spaces or control characters");
    }
    if (given.indexOf('\\') >= 0) {
      return new Canonical.Refused("must not have backslashes");
    }
    Matcher scheme = SCHEME.matcher(given);
    if (!scheme.lookingAt()) {
      return afterScheme("", given);
    }
    return switch (scheme.group(1).toLowerCase(Locale.ROOT)) {
      case "http" -> afterScheme("http://", given.substring(scheme.end()));
      case "https" -> afterScheme("https://", given.substring(scheme.end()));
      default -> wrongScheme();
    };
  }

  private static Canonical afterScheme(String scheme, String rest) {
    Matcher end = AUTHORITY.matcher(rest);
    String authority = end.lookingAt() ? end.group() : "";
    if (authority.indexOf('@') >= 0) {
      return new Canonical.Refused("must not have a user name or password");
    }
    if (scheme.isEmpty() && OTHER_SCHEME.matcher(authority).lookingAt()) {
      return wrongScheme();
    }
    Matcher parts = HOST_AND_PORT.matcher(authority);
    if (!parts.matches()) {
      return new Canonical.Refused("must have a legal host");
    }
    return switch (CanonicalHost.of(parts.group("host"))) {
      case Canonical.Refused refused -> refused;
      case Canonical.Form(String host) -> {
        String given = parts.group("port");
        yield switch (given == null ? new Canonical.Form("") : port(scheme, given)) {
          case Canonical.Refused refused -> refused;
          case Canonical.Form(String port) ->
              whole(scheme + host + port + withoutFragment(rest.substring(authority.length())));
        };
      }
    };
  }

  private static Canonical port(String scheme, String given) {
    int port = PORT.matcher(given).matches() ? Integer.parseInt(given) : 0;
    if (port < 1 || port > 65_535) {
      return new Canonical.Refused("must have a port from 1 to 65535, or none");
    }
    int unsaid = scheme.equals("https://") ? HTTPS_PORT : HTTP_PORT;
    return new Canonical.Form(port == unsaid ? "" : ":" + port);
  }

  private static String withoutFragment(String rest) {
    int fragment = rest.indexOf('#');
    return fragment < 0 ? rest : rest.substring(0, fragment);
  }

  private static Canonical whole(String text) {
    return Text.length(text) > Target.MAX_LENGTH ? tooLong() : new Canonical.Form(text);
  }

  private static Canonical tooLong() {
    return new Canonical.Refused("must have at most " + Target.MAX_LENGTH + " characters");
  }

  private static Canonical wrongScheme() {
    return new Canonical.Refused("must start with http://, with https:// or with the host");
  }
}
