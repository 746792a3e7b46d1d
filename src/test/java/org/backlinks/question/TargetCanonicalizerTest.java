package org.backlinks.question;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The fingerprint of the canonical target identifies a report. When a canonical form changes, the
 * program never finds the reports that were paid for under the old form.
 */
class TargetCanonicalizerTest {
  private static final int GENERATED_TARGETS = 100_000;

  @Test
  void generatedTargetsKeepTheirCanonicalFormAndFingerprint() throws NoSuchAlgorithmException {
    TargetGenerator generator = new TargetGenerator(20_261_123);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    int accepted = 0;
    for (int i = 0; i < GENERATED_TARGETS; i++) {
      String canonical = canonicalForm(generator.target());
      String fingerprint = "";
      if (canonical != null) {
        fingerprint = generator.question(new Target(canonical)).fingerprint().hex();
        accepted++;
      }
      digest.update((canonical + " " + fingerprint + "\n").getBytes(UTF_8));
    }
    assertThat(accepted).isEqualTo(56_037);
    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("9e701adfd4fa16624b96c913bb7e2bfd7d71233eea6c3991a23090b7a848b706");
  }

  @Test
  void recordedTargetsKeepTheirCanonicalForm() throws IOException {
    try (InputStream recorded =
        TargetCanonicalizerTest.class.getResourceAsStream("recorded-targets.json")) {
      JsonNode targets = new ObjectMapper().readTree(recorded);
      assertThat(targets.size()).isGreaterThan(700);
      for (JsonNode target : targets) {
        assertThat(canonicalForm(target.get(0).textValue()))
            .as(target.get(0).textValue())
            .isEqualTo(target.get(1).textValue());
      }
    }
  }

  private static @Nullable String canonicalForm(String text) {
    try {
      return Target.of(text).text();
    } catch (IllegalArgumentException notATarget) {
      return null;
    }
  }
}
