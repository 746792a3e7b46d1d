package org.backlinks.entry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any header of what a caller takes or has. */
class AcceptFuzzTest {
  private static final String TAG = "\"abcdefghijklmnopqrstuv\"";

  @FuzzTest
  void anyHeaderSaysWhatItTakes(byte[] bytes) {
    String header = new String(bytes, ISO_8859_1);
    // a type that is put first and named exactly is taken
    assertThat(Accept.format("text/csv," + header.replaceAll("(?i)text/csv", ""))).isPresent();
    // who refuses it by name gets none, whatever else is named
    String others = header.replaceAll("(?i)gzip", "");
    assertThat(Accept.takesGzip(others + ",gzip;q=0,x-gzip;q=0")).isFalse();
    if (EntityTag.names(header, TAG)) {
      assertThat(header.strip().equals("*") || header.contains(TAG)).isTrue();
    }
  }
}
