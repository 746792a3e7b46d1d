package org.backlinks.question;

import java.util.Arrays;
import java.util.Optional;

/** Which upstream command answers; {@link #AUTO} leaves that to the settings. */
public enum Command {
  AUTO("auto"),
  GET_TOP_BACK_LINKS("GetTopBackLinks"),
  GET_BACK_LINK_DATA("GetBackLinkData");

  private final String word;

  Command(String word) {
    this.word = word;
  }

  /** The word that requests and payloads use. */
  public String word() {
    return word;
  }

  /** The constant with exactly this word, or nothing. */
  public static Optional<Command> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }
}
