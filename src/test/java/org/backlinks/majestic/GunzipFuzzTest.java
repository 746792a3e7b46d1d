package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Any bytes as a gzip, beside what the platform's reader unpacks. */
class GunzipFuzzTest {
  private static final int MOST = 1 << 20;

  @FuzzTest
  void whatIsUnpackedIsWhatThePlatformUnpacks(byte[] bytes) throws IOException {
    byte[] ours;
    try (InputStream in = new Gunzip(new ByteArrayInputStream(bytes), true)) {
      ours = in.readNBytes(MOST);
    } catch (UnreadableException damaged) {
      assertThat(damaged.getMessage()).hasSizeLessThan(100);
      return;
    }
    byte[] theirs;
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      theirs = in.readNBytes(MOST);
    } catch (IOException onlyOursReadsThat) {
      // no gzip at all is an empty one here, and what follows the last member is padding
      return;
    }
    // the platform's ends early behind some empty members
    assertThat(Arrays.copyOf(ours, Math.min(ours.length, theirs.length))).isEqualTo(theirs);
  }
}
