package org.backlinks.question;

import java.util.Arrays;
import java.util.Optional;

/** What counts as a link to the target; in the order in which payloads list them. */
public enum Scope {
  URL("url"),
  SUBDOMAIN("subdomain"),
  ROOT_DOMAIN("rootDomain");

  private final String word;

  Scope(String word) {
    this.word = word;
  }

  /** The word that requests and payloads use. */
  public String word() {
    return word;
  }

  /** The constant with exactly this word, or nothing. */
  public static Optional<Scope> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }
}
