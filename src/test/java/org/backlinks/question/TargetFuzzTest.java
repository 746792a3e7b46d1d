package org.backlinks.question;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any text as a target. */
class TargetFuzzTest {
  @FuzzTest
  void aCanonicalTargetStaysAsItIs(byte[] bytes) {
    String given = new String(bytes, UTF_8);
    switch (CanonicalTarget.of(given)) {
      case Canonical.Form(String text) -> {
        assertThat(CanonicalTarget.of(text)).isEqualTo(new Canonical.Form(text));
        assertThat(text).doesNotContain("#", "\\").hasSizeLessThanOrEqualTo(2 * Target.MAX_LENGTH);
        assertThat(text.codePoints().noneMatch(Character::isISOControl)).isTrue();
        String authority = text.replaceFirst("^https?://", "").split("[/?]", 2)[0];
        assertThat(authority).matches("[a-z0-9._:\\[\\]-]+").containsAnyOf(".", ":");
      }
      case Canonical.Refused(String reason) -> assertThat(reason).startsWith("must ");
    }
  }
}
