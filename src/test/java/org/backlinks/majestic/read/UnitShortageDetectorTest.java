package org.backlinks.majestic.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test has the wordings of one rule, or those that are nearly such a wording. */
class UnitShortageDetectorTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "not enough units",
        "you do not have sufficient credits",
        "you cannot afford 5 units",
        "too few units",
        "short of units",
        "your account is short on credits",
        "insufficient analysis units",
        "units exhausted",
        "units are now depleted",
        "your account lacks units",
        "your units are gone"
      })
  void shortageWordBelongsToUnits(String sentence) {
    assertThat(isReported(sentence)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "enough units",
        "few units",
        "not enough data for units",
        "insufficient permission to see your units",
        "disk quota exceeded",
        "credit card declined insufficient funds",
        "credit card exhausted",
        "units are not exhausted",
        "the server is exhausted but no units were charged",
        "insufficient data (units were not charged)",
        "gone units"
      })
  void shortageWordBelongsToAnotherResource(String sentence) {
    assertThat(isReported(sentence)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"out of units", "you ran out of credits", "your units ran out", "over your quota"})
  void unitsRanOut(String sentence) {
    assertThat(isReported(sentence)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3 out of 5 units",
        "not over your quota",
        "over 5 units",
        "the server ran out of memory"
      })
  void unitsDidNotRunOut(String sentence) {
    assertThat(isReported(sentence)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "you used up your units",
        "you have used all units",
        "all units were consumed",
        "your units are used",
        "used your quota"
      })
  void unitsAreUsedUp(String sentence) {
    assertThat(isReported(sentence)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"12 of 5000 units are used", "you used 12 units", "you have not used all units"})
  void unitsAreUsedInPart(String sentence) {
    assertThat(isReported(sentence)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no units left",
        "0 units remaining",
        "units remaining: 0",
        "units left: none",
        "only 3 units are left",
        "you have no units",
        "you do not have any units",
        "no units",
        "no units for this call",
        "your units are at 0"
      })
  void noUnitsAreLeft(String sentence) {
    assertThat(isReported(sentence)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no units charged",
        "no units were charged to you and none are left",
        "units are no longer counted",
        "no such unit",
        "10 units remaining",
        "only 3 domains are left"
      })
  void unitsMayBeLeft(String sentence) {
    assertThat(isReported(sentence)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "you need 5 more units",
        "this needs additional units",
        "it costs more units than you have",
        "more than your remaining units",
        "the number is greater than your remaining units"
      })
  void moreUnitsAreNeeded(String sentence) {
    assertThat(isReported(sentence)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"get more units", "you do not need more units", "more than 5 units a call"})
  void moreUnitsAreOnlyMentioned(String sentence) {
    assertThat(isReported(sentence)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unit limit reached",
        "the limit of your units was exceeded",
        "limit hit for credits"
      })
  void limitOfUnitsIsReached(String sentence) {
    assertThat(isReported(sentence)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the unit limit is not reached",
        "unit limit",
        "limit of rows reached for units",
        "limit reached and units charged"
      })
  void limitIsNotOneOfUnitsThatIsReached(String sentence) {
    assertThat(isReported(sentence)).isFalse();
  }

  @Test
  void conditionIsNotAFact() {
    assertThat(isReported("if your units are exhausted")).isFalse();
    assertThat(isReported("call fails unless not enough units")).isFalse();
    assertThat(isReported("units are exhausted if you call")).isTrue();
  }

  @Test
  void eachClauseIsReadByItself() {
    assertThat(isReported("call refused, units are exhausted")).isTrue();
    assertThat(isReported("if so, units are exhausted")).isTrue();
    assertThat(isReported("units, exhausted")).isFalse();
    assertThat(isReported("")).isFalse();
    assertThat(isReported(", ,")).isFalse();
  }

  @Test
  void distantWordDoesNotBelongToUnits() {
    String near = "insufficient " + "x ".repeat(11) + "units";
    String far = "insufficient " + "x ".repeat(12) + "units";
    assertThat(isReported(near)).isTrue();
    assertThat(isReported(far)).isFalse();
  }

  private static boolean isReported(String text) {
    List<String> words =
        RefusalTokenizer.splitSentences(text).stream().flatMap(List::stream).toList();
    return UnitShortageDetector.isReportedIn(words);
  }
}
