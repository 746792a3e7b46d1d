package org.backlinks.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;

/** Parses arbitrary text as a cursor. */
class CursorFuzzTest {
  private static final Report REPORT = SampleReports.claimed();

  @FuzzTest
  void forgedCursorIsNeverAccepted(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    assertThat(Cursor.parse(text).filter(cursor -> cursor.isSignedFor(REPORT, text))).isEmpty();
  }
}
