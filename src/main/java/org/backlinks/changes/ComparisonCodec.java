package org.backlinks.changes;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.backlinks.question.ChangeSubject;

/**
 * Converts comparisons to bytes and back. The bytes are the version, the CRC-32C of the rest, and
 * three parts with their lengths: the lists and warnings, the links, the domains. Each part is
 * deflated. {@link ComparisonWriter} documents them.
 */
public final class ComparisonCodec {
  private static final byte VERSION = 2;
  private static final int HEADER_BYTES = 1 + Integer.BYTES;

  private ComparisonCodec() {}

  /** Returns the stored form of a comparison. */
  public static byte[] encode(Comparison comparison) throws IOException {
    List<byte[]> parts =
        List.of(
            deflate(out -> ComparisonWriter.writeLists(out, comparison)),
            deflate(out -> ComparisonWriter.writeLinks(out, comparison.links())),
            deflate(out -> ComparisonWriter.writeDomains(out, comparison.domains())));
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(body)) {
      for (byte[] part : parts) {
        out.writeInt(part.length);
        out.write(part);
      }
    }
    byte[] rest = body.toByteArray();
    ByteArrayOutputStream whole = new ByteArrayOutputStream(HEADER_BYTES + rest.length);
    try (DataOutputStream out = new DataOutputStream(whole)) {
      out.writeByte(VERSION);
      out.writeInt(checksum(rest, 0));
      out.write(rest);
    }
    return whole.toByteArray();
  }

  private interface PartWriter {
    void write(DataOutputStream out) throws IOException;
  }

  private static byte[] deflate(PartWriter writer) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new DeflaterOutputStream(packed)))) {
      writer.write(out);
    }
    return packed.toByteArray();
  }

  /**
   * Returns the comparison whose stored form {@link #encode} returned.
   *
   * @param by the changes that it has. Those of the other subject are left out
   * @throws CorruptComparisonException when the bytes are cut, changed or of another version
   */
  public static Comparison decode(byte[] bytes, ChangeSubject by)
      throws CorruptComparisonException {
    if (bytes.length < HEADER_BYTES || bytes[0] != VERSION) {
      throw new CorruptComparisonException("of an unknown version", null);
    }
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes, 1, bytes.length - 1))) {
      if (in.readInt() != checksum(bytes, HEADER_BYTES)) {
        throw new CorruptComparisonException("its checksum differs", null);
      }
      byte[] lists = readPart(in);
      byte[] links = readPart(in);
      byte[] domains = readPart(in);
      Comparison withoutChanges = inflate(lists, ComparisonReader::readLists);
      return switch (by) {
        case LINK -> withoutChanges.withLinks(inflate(links, ComparisonReader::readLinks));
        case DOMAIN -> withoutChanges.withDomains(inflate(domains, ComparisonReader::readDomains));
      };
    } catch (CorruptComparisonException e) {
      throw e;
    } catch (IOException e) {
      throw new CorruptComparisonException("unreadable", e);
    }
  }

  private static byte[] readPart(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new CorruptComparisonException("a part is cut", null);
    }
    return in.readNBytes(length);
  }

  private interface PartReader<T> {
    T read(ComparisonReader reader) throws IOException;
  }

  private static <T> T inflate(byte[] packed, PartReader<T> part) throws IOException {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new InflaterInputStream(new ByteArrayInputStream(packed))))) {
      ComparisonReader reader = new ComparisonReader(in);
      T read = part.read(reader);
      reader.checkEnd();
      return read;
    }
  }

  private static int checksum(byte[] bytes, int from) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, bytes.length - from);
    return (int) crc.getValue();
  }
}
