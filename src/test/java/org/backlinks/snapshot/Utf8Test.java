package org.backlinks.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class Utf8Test {
  @Property(tries = 20_000)
  void sequencesMatchJavaDecoder(@ForAll("bytes") byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < bytes.length; ) {
      int size = Utf8.sequenceLength(bytes[at]);
      boolean isValid =
          size == 1
              || (size > 1 && at + size <= bytes.length && Utf8.isValidSequence(bytes, at, size));
      int length = isValid ? size : Utf8.malformedLength(bytes, at, bytes.length);
      text.append(isValid ? new String(bytes, at, size, UTF_8) : "\ufffd");
      at += length;
    }
    assertThat(text.toString()).isEqualTo(new String(bytes, UTF_8));
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    // the limits of the ranges of first bytes and of continuation bytes
    return Arbitraries.of(
            0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xE2, 0xED,
            0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF)
        .map(Integer::byteValue)
        .array(byte[].class)
        .ofMaxSize(8);
  }

  @Property
  void encodedLengthMatchesJavaEncoder(@ForAll String text) {
    String wellFormed = new String(text.getBytes(UTF_8), UTF_8);
    assertThat(Utf8.encodedLength(wellFormed)).isEqualTo(wellFormed.getBytes(UTF_8).length);
  }

  @Test
  void noncharactersAreRecognized() {
    for (int point : new int[] {0xFFFD, 0xFFFE, 0xFFFF, 0xF8FF, 0x0FFF}) {
      byte[] bytes = Character.toString(point).getBytes(UTF_8);
      assertThat(Utf8.isNoncharacter(bytes, 0)).isEqualTo(point >= 0xFFFE);
    }
  }
}
