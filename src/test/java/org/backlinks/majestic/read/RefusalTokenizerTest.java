package org.backlinks.majestic.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In the expected texts, a space is between two words and a slash between two sentences. */
class RefusalTokenizerTest {
  private static final String PLACEHOLDER = RefusalTokenizer.PLACEHOLDER;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "you have no units | you have no units",
        "too few. try again | too few / try again",
        "one;two!three?four | one / two / three / four",
        "ends here... | ends here",
        "a  b\tc_d/e | a b c d e",
        "'' | ''"
      })
  void textIsSplitIntoSentencesOfWords(String text, String expected) {
    assertThat(split(text)).isEqualTo(expected);
  }

  @Test
  void lineEndEndsASentence() {
    assertThat(split("no units\r\nleft")).isEqualTo("no units / left");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "needs 5,000 units | needs 5000 units",
        "needs 1.5 units | needs 15 units",
        "no, none | no , none",
        "units: 0 | units : 0",
        "units (all) | units ( all (",
        "units [all] | units ( all (",
        "units – none — 0 | units : none : 0"
      })
  void punctuationThatMattersIsAWord(String text, String expected) {
    assertThat(split(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "you don't have | you dont have",
        "you don’t have | you dont have",
        "'units' | units",
        "users' units | users units"
      })
  void apostropheInsideAWordIsDropped(String text, String expected) {
    assertThat(split(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"re-try | re try", "units - none | units : none", "-5 units | : 5 units"})
  void hyphenSeparatesOnlyInsideAWord(String text, String expected) {
    assertThat(split(text)).isEqualTo(expected);
  }

  @Test
  void placeholderIsAWord() {
    assertThat(split("item" + PLACEHOLDER + "is " + PLACEHOLDER))
        .isEqualTo("item " + PLACEHOLDER + " is " + PLACEHOLDER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "notenoughunits | not enough units",
        "insufficientanalysisresunits | insufficient analysis res units",
        "quotaexceededexception | quota exceeded exception",
        "unknowncommand | unknown command",
        "dailyunitlimitreached | daily unit limit reached",
        "insufficient | insufficient",
        "exhausted | exhausted",
        "nounit | nounit",
        "nounits | no units",
        "unitsfoo | unitsfoo",
        "foounits | foounits"
      })
  void compoundOfKnownWordsIsSplit(String text, String expected) {
    assertThat(split(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the command command failed | the command failed",
        "command. command | command / command",
        "units units | units units"
      })
  void commandIsNotRepeated(String text, String expected) {
    assertThat(split(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "...", "!?;", "\n\n", "'"})
  void textWithoutWordsHasNoSentences(String text) {
    assertThat(RefusalTokenizer.splitSentences(text)).isEmpty();
  }

  @Test
  void wordsOfAListAreASet() {
    assertThat(RefusalTokenizer.wordSet("a b c")).containsExactlyInAnyOrder("a", "b", "c");
  }

  private static String split(String text) {
    List<List<String>> sentences = RefusalTokenizer.splitSentences(text);
    return String.join(" / ", sentences.stream().map(words -> String.join(" ", words)).toList());
  }
}
