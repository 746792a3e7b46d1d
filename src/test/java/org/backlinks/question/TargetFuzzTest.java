package org.backlinks.question;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Reads arbitrary text as a target. */
class TargetFuzzTest {
  @FuzzTest
  void canonicalTargetIsUnchangedWhenParsedAgain(byte[] bytes) {
    String input = new String(bytes, UTF_8);
    String text;
    try {
      text = TargetCanonicalizer.canonicalize(input);
    } catch (IllegalArgumentException rejected) {
      assertThat(rejected).hasMessageStartingWith("must ");
      return;
    }
    assertThat(TargetCanonicalizer.canonicalize(text)).isEqualTo(text);
    assertThat(text).doesNotContain("#", "\\").hasSizeLessThanOrEqualTo(2 * Target.MAX_LENGTH);
    assertThat(text.codePoints().noneMatch(Character::isISOControl)).isTrue();
    String authority = text.replaceFirst("^https?://", "").split("[/?]", 2)[0];
    assertThat(authority).matches("[a-z0-9._:\\[\\]-]+").containsAnyOf(".", ":");
  }
}
