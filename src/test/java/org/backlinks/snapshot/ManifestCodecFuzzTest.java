package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.DeflaterOutputStream;

/** Decodes arbitrary bytes as a manifest: directly, and as its inflated contents. */
class ManifestCodecFuzzTest {
  @FuzzTest
  void manifestRoundTrips(byte[] bytes) throws IOException {
    read(bytes);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(bytes);
    }
    read(packed.toByteArray());
  }

  private static void read(byte[] bytes) throws IOException {
    Manifest manifest;
    try {
      manifest = ManifestCodec.decode(bytes);
    } catch (IOException notManifest) {
      return;
    }
    assertThat(ManifestCodec.decode(ManifestCodec.encode(manifest))).isEqualTo(manifest);
  }
}
