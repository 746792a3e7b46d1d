package org.backlinks.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SecretMaskTest {
  private static final String KEY = "CA/NARY+5f0e9b";
  private static final SecretMask MASK = SecretMask.of(List.of(KEY, "second-token"));

  @Test
  void maskReplacesEverySecret() {
    assertThat(MASK.mask(KEY)).isEqualTo("***");
    assertThat(MASK.mask("a" + KEY + KEY + "é" + KEY)).isEqualTo("a******é***");
    assertThat(MASK.mask("x second-token, " + KEY)).isEqualTo("x ***, ***");
  }

  @Test
  void maskIgnoresCaseAndReplacesUrlEncodedSecrets() {
    assertThat(MASK.mask("key=ca/nary+5F0E9B!")).isEqualTo("key=***!");
    assertThat(MASK.mask("?k=CA%2FNARY%2B5f0e9b&x")).isEqualTo("?k=***&x");
    assertThat(MASK.mask("?k=ca%2fnary%2b5f0e9b&x")).isEqualTo("?k=***&x");
  }

  @Test
  void maskLeavesOtherTextUnchanged() {
    for (String text : List.of("", "CA/NARY+5f0e9", "A/NARY+5f0e9b", "[A/NARY+5f0e9b", "\ufffd")) {
      assertThat(MASK.mask(text)).isSameAs(text);
    }
    assertThat(SecretMask.NONE.mask(KEY)).isEqualTo(KEY);
  }

  @Test
  void maskIgnoresShortSecrets() {
    assertThat(SecretMask.of(List.of("", "a", "key")).mask("a key")).isEqualTo("a key");
  }

  @Test
  void maskDoesNotRevealSecrets() {
    assertThat(MASK.toString()).doesNotContainIgnoringCase("nary");
  }

  @Property
  void maskMatchesJavaRegex(
      @ForAll @StringLength(max = 40) @Chars({'a', 'b', 'A', 'é'}) String text,
      @ForAll @StringLength(min = 4, max = 6) @CharRange(from = 'a', to = 'b') String key) {
    byte[] utf8 = ("<" + text + ">").getBytes(UTF_8);
    SecretMask mask = SecretMask.of(List.of(key));
    boolean isPresent = text.toLowerCase(java.util.Locale.ROOT).contains(key);
    assertThat(mask.containsSecret(utf8, 1, utf8.length - 1)).isEqualTo(isPresent);
    assertThat(mask.mask(text)).isEqualTo(text.replaceAll("(?i)" + key, "***"));
  }
}
