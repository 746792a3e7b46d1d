package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.backlinks.snapshot.TooWideException;

/** Any bytes as upstream's XML. */
class XmlAnswerFuzzTest {
  @FuzzTest
  void anyBytesAreReadOrUnreadable(byte[] bytes) throws IOException {
    try {
      Kept kept = Kept.xml(bytes);
      assertThat(kept.warnings()).hasSizeLessThanOrEqualTo(50);
      assertThat(kept.globals()).hasSizeLessThanOrEqualTo(100);
    } catch (UnreadableException | TooWideException told) {
      assertThat(told.getMessage()).doesNotContainPattern("\\p{Cntrl}").hasSizeLessThan(100);
    }
  }
}
