package org.backlinks.question;

import java.util.Arrays;
import java.util.Optional;

/** Which of the two indexes upstream looks in. */
public enum Index {
  HISTORIC("historic"),
  FRESH("fresh");

  private final String word;

  Index(String word) {
    this.word = word;
  }

  /** The word that requests and payloads use. */
  public String word() {
    return word;
  }

  /** The constant with exactly this word, or nothing. */
  public static Optional<Index> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }
}
