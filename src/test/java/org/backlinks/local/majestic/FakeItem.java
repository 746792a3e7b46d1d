package org.backlinks.local.majestic;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The item whose links are requested. Its spelling determines its level. */
record FakeItem(String text, Level level) {
  enum Level {
    URL("URL"),
    SUBDOMAIN("SubDomain"),
    ROOT_DOMAIN("RootDomain");

    /** The name of the level in the name of its table and in its {@code BackLinkType}. */
    final String wireName;

    Level(String wireName) {
      this.wireName = wireName;
    }
  }

  private static final Set<String> SHARED_SECOND_LEVELS =
      Set.of("ac", "co", "com", "edu", "gov", "net", "or", "org");

  /** Parses an item. A scheme or a path means a URL. */
  static FakeItem parse(String text) {
    if (text.contains("/")) {
      return new FakeItem(text, Level.URL);
    }
    boolean isRootDomain = rootOf(text).equals(text);
    return new FakeItem(text, isRootDomain ? Level.ROOT_DOMAIN : Level.SUBDOMAIN);
  }

  /** Returns the host of the item in lower case, without a port. */
  String host() {
    String withoutScheme = text.contains("://") ? text.substring(text.indexOf("://") + 3) : text;
    int end = 0;
    while (end < withoutScheme.length() && "/?#:".indexOf(withoutScheme.charAt(end)) < 0) {
      end++;
    }
    return withoutScheme.substring(0, end).toLowerCase(Locale.ROOT);
  }

  FakeItem withLevel(Level newLevel) {
    return switch (newLevel) {
      case URL -> this;
      case SUBDOMAIN -> new FakeItem(host(), newLevel);
      case ROOT_DOMAIN -> new FakeItem(rootDomain(), newLevel);
    };
  }

  String rootDomain() {
    return rootOf(host());
  }

  private static String rootOf(String host) {
    List<String> labels = List.of(host.split("\\."));
    int last = labels.size() - 1;
    boolean hasSharedSecondLevel =
        last >= 2
            && labels.get(last).length() == 2
            && SHARED_SECOND_LEVELS.contains(labels.get(last - 1));
    return String.join(
        ".", labels.subList(Math.max(0, last - (hasSharedSecondLevel ? 2 : 1)), last + 1));
  }
}
