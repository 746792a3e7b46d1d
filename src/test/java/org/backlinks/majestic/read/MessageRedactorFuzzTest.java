package org.backlinks.majestic.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Locale;

/** Redacts any message in which the key is written instead of {@code $} and {@code %}. */
class MessageRedactorFuzzTest {
  private static final String KEY = "CA/NARY+5f0e9b";

  @FuzzTest
  void redactedMessageNeverContainsTheKey(byte[] bytes) {
    String message =
        new String(bytes, UTF_8).replace("$", KEY).replace("%", KEY.toLowerCase(Locale.ROOT));
    String redacted = MessageRedactor.redact(message, List.of(KEY, ""));
    assertThat(redacted).doesNotContainIgnoringCase(KEY).doesNotContainPattern("\\p{Cntrl}");
    assertThat(redacted.length()).isLessThanOrEqualTo(301);
  }
}
