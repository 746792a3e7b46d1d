package org.backlinks.majestic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Locale;

/** Any words of upstream's around a key; {@code $} stands for the key. */
class RedactionFuzzTest {
  private static final String KEY = "CA/NARY+5f0e9b";

  @FuzzTest
  void aKeyNeverComesOut(byte[] bytes) {
    String message =
        new String(bytes, UTF_8).replace("$", KEY).replace("%", KEY.toLowerCase(Locale.ROOT));
    String clean = Redaction.clean(message, List.of(KEY, ""));
    assertThat(clean).doesNotContainIgnoringCase(KEY).doesNotContainPattern("\\p{Cntrl}");
    assertThat(clean.length()).isLessThanOrEqualTo(301);
  }
}
