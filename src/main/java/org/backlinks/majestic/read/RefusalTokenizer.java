package org.backlinks.majestic.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Divides a refusal, without its echoes, into sentences of words. */
public final class RefusalTokenizer {
  /** The word for text that {@link EchoFilter} removed. */
  public static final String PLACEHOLDER = String.valueOf(EchoFilter.PLACEHOLDER);

  /** The word for a comma. */
  static final String COMMA = ",";

  /** The word for a colon, or for a dash between words. */
  public static final String COLON = ":";

  /** The word for a percent sign. */
  static final String PERCENT = "%";

  /** The word for each end of a text in parentheses or brackets. */
  static final String PARENTHESIS = "(";

  /** Minimum length of a word that consists of several words. */
  private static final int MIN_COMPOUND_LENGTH = 7;

  /** The words of codes in which all letters have the same case. */
  private static final Set<String> COMPOUND_PARTS =
      wordSet(
          """
          access allowance allowances analysis api command credit credits daily data depleted disk \
          enough error exceeded exception exhausted expired few found index info insufficient \
          invalid item key left limit low memory missing monthly no not of out over parameter \
          parameters permission permissions private quota quotas reached remaining res resource \
          retrieval revoked token too unit units unknown unsupported up used zero\
          """);

  private static final int MAX_PART_LENGTH = 12;

  private final List<List<String>> sentences = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private List<String> sentence = new ArrayList<>();

  private RefusalTokenizer() {}

  /** Returns the words of a list with one space between them. */
  public static Set<String> wordSet(String list) {
    return Set.of(list.split(" "));
  }

  /** Returns the sentences of a text in their order. Punctuation that has a meaning is a word. */
  public static List<List<String>> splitSentences(String text) {
    RefusalTokenizer tokenizer = new RefusalTokenizer();
    for (int i = 0; i < text.length(); i++) {
      tokenizer.addCharacter(text, i);
    }
    tokenizer.endSentence();
    return tokenizer.sentences;
  }

  private void addCharacter(String text, int at) {
    char character = text.charAt(at);
    if (Character.isLetterOrDigit(character)) {
      word.append(character);
      return;
    }
    boolean isInNumber = isDigit(text, at - 1) && isDigit(text, at + 1);
    boolean isInWord = isLetter(text, at - 1) && isLetter(text, at + 1);
    switch (character) {
      case '.' -> {
        if (!isInNumber) {
          endSentence();
        }
      }
      case ',' -> {
        if (!isInNumber) {
          endWord(COMMA);
        }
      }
      case '\'', '’' -> {
        if (!isInWord) {
          endWord();
        }
      }
      case ';', '!', '?', '\n', '\r' -> endSentence();
      case ':', '–', '—' -> endWord(COLON);
      case '%' -> endWord(PERCENT);
      case '(', ')', '[', ']' -> endWord(PARENTHESIS);
      case '-' -> {
        if (isInWord) {
          endWord();
        } else {
          endWord(COLON);
        }
      }
      case EchoFilter.PLACEHOLDER -> endWord(PLACEHOLDER);
      default -> endWord();
    }
  }

  private static boolean isDigit(String text, int at) {
    return at >= 0 && at < text.length() && Character.isDigit(text.charAt(at));
  }

  private static boolean isLetter(String text, int at) {
    return at >= 0 && at < text.length() && Character.isLetter(text.charAt(at));
  }

  private void endWord() {
    if (!word.isEmpty()) {
      splitCompound(word.toString()).forEach(this::addWord);
      word.setLength(0);
    }
  }

  private void endWord(String punctuation) {
    endWord();
    addWord(punctuation);
  }

  /** Adds a word, but only one of {@code the command GetTopBackLinks}, which is one command. */
  private void addWord(String next) {
    boolean isRepeated =
        next.equals("command") && !sentence.isEmpty() && sentence.getLast().equals("command");
    if (!isRepeated) {
      sentence.add(next);
    }
  }

  private void endSentence() {
    endWord();
    if (!sentence.isEmpty()) {
      sentences.add(sentence);
      sentence = new ArrayList<>();
    }
  }

  /** Returns whether a word consists of several known words. */
  static boolean isCompound(String word) {
    return splitCompound(word).size() > 1;
  }

  /** Returns the known words of which a word consists, or the word itself. */
  private static List<String> splitCompound(String word) {
    if (word.length() < MIN_COMPOUND_LENGTH || COMPOUND_PARTS.contains(word)) {
      return List.of(word);
    }
    List<String> parts = new ArrayList<>();
    int at = 0;
    while (at < word.length()) {
      int end = Math.min(word.length(), at + MAX_PART_LENGTH);
      while (end > at && !COMPOUND_PARTS.contains(word.substring(at, end))) {
        end--;
      }
      if (end == at) {
        return List.of(word);
      }
      parts.add(word.substring(at, end));
      at = end;
    }
    return parts;
  }
}
