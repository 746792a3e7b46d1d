package org.backlinks.local.majestic;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What links are asked for; its spelling says which level it is. */
record Item(String text, Level level) {
  enum Level {
    URL("URL"),
    SUBDOMAIN("SubDomain"),
    ROOT_DOMAIN("RootDomain");

    /** The name of the level's table and of its {@code BackLinkType}. */
    final String word;

    Level(String word) {
      this.word = word;
    }
  }

  private static final Set<String> SHARED_SECOND_LEVELS =
      Set.of("ac", "co", "com", "edu", "gov", "net", "or", "org");

  /** Reads the level off the spelling: a scheme or a path means a URL. */
  static Item of(String text) {
    if (text.contains("/")) {
      return new Item(text, Level.URL);
    }
    boolean root = rootOf(text).equals(text);
    return new Item(text, root ? Level.ROOT_DOMAIN : Level.SUBDOMAIN);
  }

  /** The host that the text names, in lower case and without a port. */
  String host() {
    String rest = text.contains("://") ? text.substring(text.indexOf("://") + 3) : text;
    int end = 0;
    while (end < rest.length() && "/?#:".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    return rest.substring(0, end).toLowerCase(Locale.ROOT);
  }

  Item at(Level other) {
    return switch (other) {
      case URL -> this;
      case SUBDOMAIN -> new Item(host(), other);
      case ROOT_DOMAIN -> new Item(rootDomain(), other);
    };
  }

  String rootDomain() {
    return rootOf(host());
  }

  private static String rootOf(String host) {
    List<String> labels = List.of(host.split("\\."));
    int last = labels.size() - 1;
    boolean shared =
        last >= 2
            && labels.get(last).length() == 2
            && SHARED_SECOND_LEVELS.contains(labels.get(last - 1));
    return String.join(".", labels.subList(Math.max(0, last - (shared ? 2 : 1)), last + 1));
  }
}
