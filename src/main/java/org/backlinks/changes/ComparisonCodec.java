package org.backlinks.changes;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.zip.CRC32C;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Converts comparisons to bytes and back. The bytes are the version, the CRC-32C of the rest, and
 * the rest, which is deflated. {@link ComparisonWriter} documents it.
 */
public final class ComparisonCodec {
  private static final byte VERSION = 1;
  private static final int HEADER_BYTES = 1 + Integer.BYTES;

  private ComparisonCodec() {}

  /** Returns the stored form of a comparison. */
  public static byte[] encode(Comparison comparison) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new DeflaterOutputStream(body)))) {
      new ComparisonWriter(out).write(comparison);
    }
    byte[] packed = body.toByteArray();
    ByteArrayOutputStream whole = new ByteArrayOutputStream(HEADER_BYTES + packed.length);
    try (DataOutputStream out = new DataOutputStream(whole)) {
      out.writeByte(VERSION);
      out.writeInt(checksum(packed, 0));
      out.write(packed);
    }
    return whole.toByteArray();
  }

  /**
   * Returns the comparison whose stored form {@link #encode} returned.
   *
   * @throws CorruptComparisonException when the bytes are cut, changed or of another version
   */
  public static Comparison decode(byte[] bytes) throws CorruptComparisonException {
    if (bytes.length < HEADER_BYTES || bytes[0] != VERSION) {
      throw new CorruptComparisonException("of an unknown version", null);
    }
    try (DataInputStream header = new DataInputStream(new ByteArrayInputStream(bytes, 1, 4))) {
      if (header.readInt() != checksum(bytes, HEADER_BYTES)) {
        throw new CorruptComparisonException("its checksum differs", null);
      }
      ByteArrayInputStream packed =
          new ByteArrayInputStream(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
      try (DataInputStream in =
          new DataInputStream(new BufferedInputStream(new InflaterInputStream(packed)))) {
        return new ComparisonReader(in).read();
      }
    } catch (CorruptComparisonException e) {
      throw e;
    } catch (IOException e) {
      throw new CorruptComparisonException("unreadable", e);
    }
  }

  private static int checksum(byte[] bytes, int from) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, bytes.length - from);
    return (int) crc.getValue();
  }
}
