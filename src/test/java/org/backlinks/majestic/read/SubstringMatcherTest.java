package org.backlinks.majestic.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubstringMatcherTest {
  @ParameterizedTest
  @CsvSource({
    "abcbc, xabcbcbcx",
    "aaaa, aaaaaaba",
    "abab, babababba",
    "'', abc",
    "abc, ''",
    "mississippi, sippississimiss"
  })
  void matchLengthsAreThoseOfAllParts(String known, String text) {
    int[] lengths = new SubstringMatcher(known).matchLengths(text);
    for (int i = 0; i < text.length(); i++) {
      int length = i + 1;
      while (!known.contains(text.substring(i + 1 - length, i + 1))) {
        length--;
      }
      assertThat(lengths[i]).as(text.substring(0, i + 1)).isEqualTo(length);
    }
  }
}
