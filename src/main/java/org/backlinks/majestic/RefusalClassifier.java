package org.backlinks.majestic;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.backlinks.majestic.Answer.RefusalReason;
import org.backlinks.majestic.read.RefusalTokenizer;
import org.backlinks.majestic.read.UnitShortageDetector;

/**
 * Finds the reason why upstream refused a call. It examines the words of upstream's texts, because
 * there is no official list of codes. The number of words is limited, and each rule reads each word
 * once.
 */
final class RefusalClassifier {
  private static final Set<String> KEY_WORDS =
      RefusalTokenizer.wordSet("key keys token tokens apikey");

  /** Words for a key that was never valid, or is no longer valid. */
  private static final Set<String> WRONG_WORDS =
      RefusalTokenizer.wordSet(
          """
          disabled expired inactive incorrect invalid rejected revoked suspended unknown \
          unrecognised unrecognized wrong\
          """);

  /** Words that say that a key is wrong when a negation is before them. */
  private static final Set<String> RIGHT_WORDS =
      RefusalTokenizer.wordSet("correct recognised recognized valid");

  private static final Set<String> UNKNOWN_WORDS =
      RefusalTokenizer.wordSet("invalid unknown unrecognised unrecognized unsupported");

  /** Words that say that a command is unknown when a negation is directly before them. */
  private static final Set<String> KNOWN_WORDS =
      RefusalTokenizer.wordSet(
          "exist found implemented known recognised recognized supported understood");

  private static final Set<String> NEGATIONS =
      RefusalTokenizer.wordSet("not isnt wasnt doesnt no never");

  private static final Set<String> LINKING_VERBS = RefusalTokenizer.wordSet("is was does has");

  private static final Set<String> RETIRED_WORDS =
      RefusalTokenizer.wordSet("deprecated discontinued retired withdrawn");

  /** Words that say that a command is refused for this key or for these parameters only. */
  private static final Set<String> OTHER_REASON_WORDS =
      RefusalTokenizer.wordSet(
          """
          account accounts allowed authorisation authorised authorization authorized denied key \
          keys parameter parameters permission permissions permitted subscription subscriptions \
          token tokens unauthorised unauthorized unit units\
          """);

  private final List<String> codeWords;
  private final List<List<String>> messageSentences;

  private RefusalClassifier(List<String> code, List<List<String>> message) {
    this.codeWords = code;
    this.messageSentences = message;
  }

  /**
   * Returns the reason of a refusal.
   *
   * @param code upstream's code, without text that was sent
   * @param message upstream's message, without text that was sent
   */
  static RefusalReason classify(String code, String message) {
    List<String> codeWords = new ArrayList<>();
    RefusalTokenizer.splitSentences(code).forEach(codeWords::addAll);
    return new RefusalClassifier(codeWords, RefusalTokenizer.splitSentences(message)).classify();
  }

  private RefusalReason classify() {
    if (UnitShortageDetector.isReportedIn(codeWords)
        || messageSentences.stream().anyMatch(UnitShortageDetector::isReportedIn)) {
      return RefusalReason.UNITS_EXHAUSTED;
    }
    if (isKeyWrong(List.of()) || messageSentences.stream().anyMatch(this::isKeyWrong)) {
      return RefusalReason.INVALID_KEY;
    }
    return isCommandGone() ? RefusalReason.UNKNOWN_COMMAND : RefusalReason.OTHER;
  }

  /** Returns whether a sentence, together with the code, says that a key is wrong. */
  private boolean isKeyWrong(List<String> sentence) {
    boolean isAboutKey = containsAny(codeWords, KEY_WORDS) || containsAny(sentence, KEY_WORDS);
    return isAboutKey
        && (containsAny(codeWords, WRONG_WORDS)
            || containsAny(sentence, WRONG_WORDS)
            || containsNegated(sentence, RIGHT_WORDS));
  }

  private static boolean containsAny(List<String> words, Set<String> candidates) {
    return words.stream().anyMatch(candidates::contains);
  }

  /** Returns whether one of the candidates comes after a negation, at any distance. */
  private static boolean containsNegated(List<String> words, Set<String> candidates) {
    boolean isNegated = false;
    for (String word : words) {
      if (isNegated && candidates.contains(word)) {
        return true;
      }
      isNegated |= NEGATIONS.contains(word);
    }
    return false;
  }

  /**
   * Returns whether upstream does not know the command. An unknown parameter, and a command that is
   * forbidden for this key, are other reasons.
   */
  private boolean isCommandGone() {
    boolean hasOtherReason =
        codeWords.contains("parameter")
            || codeWords.contains("parameters")
            || messageSentences.stream()
                .anyMatch(sentence -> containsAny(sentence, OTHER_REASON_WORDS));
    return !hasOtherReason
        && (isUnknownCommand(codeWords)
            || isRetiredCommand(codeWords)
            || messageSentences.stream()
                .anyMatch(sentence -> isUnknownCommand(sentence) || isRetiredCommand(sentence)));
  }

  /**
   * Returns whether a sentence says that a command is unknown, for example {@code unknown command}
   * or {@code the command is not supported}.
   */
  private static boolean isUnknownCommand(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals("command")
          && (isUnknownStatedBefore(words, i) || isUnknownStatedAfter(words, i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUnknownStatedBefore(List<String> words, int command) {
    int last = command - 1;
    boolean hasColon = last >= 0 && words.get(last).equals(RefusalTokenizer.COLON);
    int before = hasColon ? last - 1 : last;
    if (before < 0) {
      return false;
    }
    return UNKNOWN_WORDS.contains(words.get(before))
        || endsWith(words.subList(0, before + 1), "no", "such")
        || isNotValidPhrase(words, before);
  }

  /** Returns whether a phrase such as {@code is not a valid} ends at the word {@code last}. */
  private static boolean isNotValidPhrase(List<String> words, int last) {
    return last > 1
        && (KNOWN_WORDS.contains(words.get(last)) || words.get(last).equals("valid"))
        && words.get(last - 1).equals("a")
        && NEGATIONS.contains(words.get(last - 2));
  }

  private static boolean isUnknownStatedAfter(List<String> words, int command) {
    int next = command + 1;
    while (next < words.size()
        && (LINKING_VERBS.contains(words.get(next))
            || words.get(next).equals(RefusalTokenizer.COLON))) {
      next++;
    }
    if (next >= words.size()) {
      return false;
    }
    boolean isNegated = NEGATIONS.contains(words.get(next));
    return isNegated
        ? next + 1 < words.size() && KNOWN_WORDS.contains(words.get(next + 1))
        : UNKNOWN_WORDS.contains(words.get(next));
  }

  /**
   * Returns whether a sentence mentions a command and says that something was retired. When text
   * was removed between the two, that text may name the retired thing.
   */
  private static boolean isRetiredCommand(List<String> words) {
    boolean hasCommand = false;
    boolean hasRetirement = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals(RefusalTokenizer.PLACEHOLDER)) {
        hasCommand = false;
        hasRetirement = false;
      }
      hasCommand |= word.equals("command") || word.equals("commands");
      hasRetirement |= RETIRED_WORDS.contains(word) || isRetirementPhrase(words.subList(0, i + 1));
      if (hasCommand && hasRetirement) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRetirementPhrase(List<String> words) {
    return endsWith(words, "no", "longer", "supported")
        || endsWith(words, "no", "longer", "available")
        || endsWith(words, "no", "longer", "exists")
        || endsWith(words, "no", "longer", "exist")
        || endsWith(words, "been", "removed")
        || endsWith(words, "was", "removed")
        || endsWith(words, "is", "removed")
        || endsWith(words, "not", "in", "the", "list", "of", "supported");
  }

  private static boolean endsWith(List<String> words, String... phrase) {
    int from = words.size() - phrase.length;
    return from >= 0 && words.subList(from, words.size()).equals(List.of(phrase));
  }
}
