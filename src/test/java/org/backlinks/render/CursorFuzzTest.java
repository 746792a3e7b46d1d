package org.backlinks.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.backlinks.report.Report;
import org.backlinks.report.Samples;

/** Any text as a cursor. */
class CursorFuzzTest {
  private static final Report REPORT = Samples.claimed();

  @FuzzTest
  void nobodyElseMakesACursorOfOurs(byte[] bytes) {
    String given = new String(bytes, UTF_8);
    assertThat(Cursor.read(given).filter(read -> read.isOf(REPORT, given))).isEmpty();
  }
}
