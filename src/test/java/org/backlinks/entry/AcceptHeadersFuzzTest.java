package org.backlinks.entry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Parses any bytes as the headers of content negotiation. */
class AcceptHeadersFuzzTest {
  private static final String TAG = "\"abcdefghijklmnopqrstuv\"";

  @FuzzTest
  void anyAcceptHeaderIsParsed(byte[] bytes) {
    String header = new String(bytes, ISO_8859_1);
    // a format that the header names with full quality is acceptable
    assertThat(
            AcceptHeaders.preferredFormat(
                "text/csv," + header.replaceAll("(?i)text/csv", ""), true))
        .isPresent();
    // a caller who refuses gzip by name does not accept it, regardless of the rest of the header;
    // the underscore keeps the rest from forming the name again
    String others = header.replaceAll("(?i)gzip", "_");
    assertThat(AcceptHeaders.acceptsGzip(others + ",gzip;q=0,x-gzip;q=0")).isFalse();
    if (EntityTag.matches(header, TAG)) {
      assertThat(header.strip().equals("*") || header.contains(TAG)).isTrue();
    }
  }
}
