package org.backlinks.majestic.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

public class MultiMemberGzipInputStreamTest {
  @Test
  void everyMemberIsDecompressedWhenBytesArriveInPieces() throws IOException {
    byte[] first = noise(100_000);
    byte[] second = noise(70_000);
    byte[] packed = joined(gzip(first), gzip(new byte[0]), gzip(second));

    assertThat(unpacked(packed)).isEqualTo(joined(first, second));
    assertThat(new MultiMemberGzipInputStream(byteByByte(packed), true).readAllBytes())
        .isEqualTo(joined(first, second));
  }

  @Test
  void optionalHeaderFieldsAreSkipped() throws IOException {
    byte[] plain = "rows".getBytes(UTF_8);
    byte[] body = gzip(plain);
    byte[] header = {
      0x1f,
      (byte) 0x8b,
      8,
      31,
      1,
      2,
      3,
      4,
      0,
      3, // all flags
      2,
      0,
      'e',
      'x', // extra
      'n',
      'a',
      'm',
      'e',
      0, //
      'c',
      0, // comment
      0,
      0 // header checksum
    };

    assertThat(unpacked(joined(header, Arrays.copyOfRange(body, 10, body.length))))
        .isEqualTo(plain);
  }

  @Test
  void paddingAfterTheLastMemberIsIgnored() throws IOException {
    byte[] plain = "rows".getBytes(UTF_8);

    assertThat(unpacked(joined(gzip(plain), new byte[5_000]))).isEqualTo(plain);
    assertThat(unpacked(joined(gzip(plain), "-- end".getBytes(UTF_8)))).isEqualTo(plain);
  }

  @Test
  void millionEmptyMembersAreRead() throws IOException {
    byte[] empty = gzip(new byte[0]);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (int i = 0; i < 1_000_000; i++) {
      packed.write(empty);
    }

    assertThat(unpacked(packed.toByteArray())).isEmpty();
  }

  @Test
  void truncatedGzipIsUnreadable() throws IOException {
    byte[] member = gzip(noise(300));
    byte[] two = joined(member, member);
    for (int length = 2; length < two.length; length++) {
      byte[] cut = Arrays.copyOf(two, length);
      if (length == member.length || length == member.length + 1) {
        // such a file does not show that a member is missing
        assertThat(unpacked(cut)).hasSize(300);
      } else {
        assertThatThrownBy(() -> unpacked(cut))
            .as("cut at %d", length)
            .isInstanceOf(UnreadableException.class)
            .hasMessageContaining("ends early, at byte " + length);
      }
    }
  }

  @Test
  void corruptGzipNeverYieldsOtherBytes() throws IOException {
    byte[] plain = "rows and columns, ".repeat(100).concat("end").getBytes(UTF_8);
    byte[] sound = gzip(plain);
    int refused = 0;
    for (int bit = 8 * 10; bit < 8 * sound.length; bit++) {
      byte[] damaged = sound.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        // some bits have no meaning
        assertThat(unpacked(damaged)).as("bit %d", bit).isEqualTo(plain);
      } catch (UnreadableException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(8 * (sound.length - 12));
  }

  @Test
  void sourceFailureIsPassedOn() throws IOException {
    InputStream broken =
        new InputStream() {
          private final InputStream member = new ByteArrayInputStream(gzip(noise(300)));

          @Override
          public int read() throws IOException {
            int next = member.read();
            if (next < 0) {
              throw new IOException("the network went away");
            }
            return next;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            bytes[offset] = (byte) read();
            return 1;
          }
        };

    assertThatThrownBy(() -> new MultiMemberGzipInputStream(broken, true).readAllBytes())
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("the network went away");
  }

  private static byte[] unpacked(byte[] packed) throws IOException {
    try (MultiMemberGzipInputStream gunzip =
        new MultiMemberGzipInputStream(new ByteArrayInputStream(packed), true)) {
      return gunzip.readAllBytes();
    }
  }

  private static InputStream byteByByte(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] bytes, int offset, int length) {
        return super.read(bytes, offset, Math.min(1, length));
      }
    };
  }

  public static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    return packed.toByteArray();
  }

  public static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  public static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(length).nextBytes(noise);
    return noise;
  }
}
