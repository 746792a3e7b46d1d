package org.backlinks.majestic.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Decompresses any bytes, and compares the result with the result of the platform's reader. */
class MultiMemberGzipInputStreamFuzzTest {
  private static final int MAX_BYTES = 1 << 20;

  @FuzzTest
  void outputMatchesGzipInputStream(byte[] bytes) throws IOException {
    byte[] actual;
    try (InputStream in = new MultiMemberGzipInputStream(new ByteArrayInputStream(bytes), true)) {
      actual = in.readNBytes(MAX_BYTES);
    } catch (UnreadableException e) {
      assertThat(e.getMessage()).hasSizeLessThan(100);
      return;
    }
    byte[] expected;
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      expected = in.readNBytes(MAX_BYTES);
    } catch (IOException e) {
      // our reader takes other data as an empty gzip, and data after the last member as padding
      return;
    }
    // the platform's reader ends early after some empty members
    assertThat(Arrays.copyOf(actual, Math.min(actual.length, expected.length))).isEqualTo(expected);
  }
}
