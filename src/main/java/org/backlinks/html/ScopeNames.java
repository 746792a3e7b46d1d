package org.backlinks.html;

import org.backlinks.question.Scope;

/** Names the scopes for readers. */
final class ScopeNames {
  private ScopeNames() {}

  /** Returns the name of a scope in a list. */
  static String shortName(Scope scope) {
    return switch (scope) {
      case URL -> "URL";
      case SUBDOMAIN -> "host";
      case ROOT_DOMAIN -> "domain";
    };
  }

  /** Returns the heading of a scope's list. */
  static String heading(Scope scope) {
    return switch (scope) {
      case URL -> "Links to the URL";
      case SUBDOMAIN -> "Links to the host";
      case ROOT_DOMAIN -> "Links to the whole domain";
    };
  }
}
