package org.backlinks.majestic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.backlinks.local.majestic.RawResponseHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls whose answers have encoded or damaged bodies. */
@Timeout(60)
class MajesticClientBodyTest extends MajesticClientFixture {
  private record EncodedBody(String headerFields, byte[] body) {
    @Override
    public String toString() {
      return headerFields;
    }
  }

  static Stream<EncodedBody> encodedBodies() throws IOException {
    byte[] gzip = gzip(BODY);
    byte[] members = join(gzip(new byte[0]), gzip(part(0, 100)), gzip(part(100, BODY.length)));
    return Stream.of(
        new EncodedBody("Content-Encoding: gzip", gzip),
        new EncodedBody("Content-Encoding: gzip", members),
        new EncodedBody("Content-Encoding: GZIP", gzip),
        new EncodedBody("Content-Encoding: x-gzip", gzip),
        new EncodedBody("Content-Encoding: gzip, identity", gzip),
        new EncodedBody("Content-Encoding: identity, gzip", gzip),
        new EncodedBody("Content-Encoding: gzip, gzip", gzip(gzip)),
        new EncodedBody("Content-Encoding: gzip\r\nContent-Encoding: gzip", gzip(members)),
        new EncodedBody("Content-Encoding: gzip,,", gzip),
        new EncodedBody("Content-Encoding: gzip;q=1", gzip),
        new EncodedBody("Content-Encoding: identity", BODY),
        new EncodedBody("Content-Encoding:", BODY),
        new EncodedBody("Content-Encoding: br", BODY),
        new EncodedBody("Content-Encoding: deflate", deflate(BODY, false)),
        new EncodedBody("Content-Encoding: deflate", deflate(BODY, true)),
        new EncodedBody("Content-Encoding: deflate, gzip", gzip(deflate(BODY, false))),
        new EncodedBody("Transfer-Encoding: gzip", gzip),
        new EncodedBody("Transfer-Encoding: gzip, chunked", chunkedBody(gzip)),
        new EncodedBody(
            "Transfer-Encoding: chunked\r\nContent-Encoding: gzip", chunkedBody(members)),
        new EncodedBody(
            "Transfer-Encoding: gzip, chunked\r\nContent-Encoding: gzip", chunkedBody(gzip(gzip))));
  }

  @ParameterizedTest
  @MethodSource("encodedBodies")
  void encodedBodyIsDecoded(EncodedBody coded) throws IOException {
    assertRows(answerToBytes(head(coded.headerFields(), coded.body())));
  }

  static Stream<EncodedBody> damagedBodies() throws IOException {
    byte[] gzip = gzip(BODY);
    byte[] damaged = gzip.clone();
    damaged[gzip.length / 2] ^= 0x55;
    return Stream.of(
        new EncodedBody("Content-Encoding: gzip", BODY),
        new EncodedBody("Content-Encoding: gzip", damaged),
        new EncodedBody("Content-Encoding: gzip", Arrays.copyOf(gzip, gzip.length - 9)),
        new EncodedBody("Content-Encoding: gzip, gzip", gzip),
        new EncodedBody("Content-Encoding: deflate", BODY),
        new EncodedBody("Content-Encoding: deflate", new byte[0]),
        new EncodedBody("Content-Encoding: br", new byte[] {11, 2, (byte) 0x80, 72, 105, 3}),
        new EncodedBody("Content-Encoding: gzip, gzip, gzip, gzip, gzip", BODY),
        new EncodedBody("Content-Encoding: " + "gzip,".repeat(5_000), BODY),
        new EncodedBody("Transfer-Encoding: chunked", "5\r\nabc".getBytes(ISO_8859_1)),
        new EncodedBody(
            "Transfer-Encoding: chunked", "-5\r\nabcde\r\n0\r\n\r\n".getBytes(ISO_8859_1)),
        new EncodedBody(
            "Transfer-Encoding: chunked", "ffffffffffffffffff\r\n".getBytes(ISO_8859_1)));
  }

  @ParameterizedTest
  @MethodSource("damagedBodies")
  void damagedBodyIsUnreadable(EncodedBody coded) throws IOException {
    assertThat(answerToBytes(head(coded.headerFields(), coded.body())))
        .isInstanceOf(Answer.Unreadable.class);
  }

  @Test
  void gzipBombEndsAtTheLimit() throws IOException {
    byte[] megabytes = new byte[16 << 20];
    Arrays.fill(megabytes, (byte) ' ');
    byte[] member = gzip(megabytes);
    byte[][] members = new byte[70][];
    Arrays.fill(members, member);
    assertThat(answerToBytes(head("Content-Encoding: gzip", join(members))))
        .isInstanceOf(Answer.Unreadable.class);
  }

  @Test
  void malformedTrailerIsIgnored() throws IOException {
    byte[] chunked =
        (new String(chunkedBody(BODY), ISO_8859_1).replaceFirst("\r\n$", "") + "Oops\r\n\r\n")
            .getBytes(ISO_8859_1);
    assertRows(answerToBytes(head("Transfer-Encoding: chunked", chunked)));
  }

  private static byte[] part(int from, int to) {
    return Arrays.copyOfRange(BODY, from, to);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream packing = new GZIPOutputStream(compressed)) {
      packing.write(plain);
    }
    return compressed.toByteArray();
  }

  private static byte[] deflate(byte[] plain, boolean bare) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (DeflaterOutputStream packing =
        new DeflaterOutputStream(compressed, new Deflater(6, bare))) {
      packing.write(plain);
    }
    return compressed.toByteArray();
  }

  private static byte[] chunkedBody(byte[] body) {
    return new RawResponseHead(
            "", "", RawResponseHead.Body.CHUNKED, RawResponseHead.ExpectedOutcome.ROWS)
        .responseBytes(body);
  }
}
