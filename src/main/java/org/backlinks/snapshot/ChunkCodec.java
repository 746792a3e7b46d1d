package org.backlinks.snapshot;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A chunk as bytes: a version, how long the codes are plain and packed, the codes, the texts. Both
 * are deflated, each by what it is. The codes are: rows, columns, and for each column
 *
 * <ul>
 *   <li>its name, its {@link Form}, the number + 1 of the earlier column that it follows from, or 0
 *   <li>how many texts it has, and their lengths; or, of numbers and days, the smallest, zigzag
 *   <li>the smallest code, the bits of a code, and each code less the smallest: one for each row,
 *       or for each text of the column that it follows from and one for its rows without a cell
 * </ul>
 *
 * The texts are those of all columns as UTF-8, end to end. Counts are varints.
 */
final class ChunkCodec {
  static final byte VERSION = 2;

  /** The most that either part may unpack to, bytes: a row may have many cells of 64 KiB. */
  static final int LARGEST = 64 << 20;

  /** No deflated byte gives more than so many. */
  private static final int MOST_A_BYTE = 1_032;

  /** Repetition is gone before deflate sees a text: a higher level is slow, and hardly smaller. */
  private static final int LEVEL = Deflater.BEST_SPEED;

  private ChunkCodec() {}

  static byte[] encode(ByteWriter codes, ByteWriter texts) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(codes.size() + 64);
    // codes have no repetition left, only a distribution
    pack(codes, Deflater.HUFFMAN_ONLY, packed);
    ByteWriter head = new ByteWriter(32);
    head.one(VERSION);
    head.varint(codes.size());
    head.varint(packed.size());
    ByteArrayOutputStream out = new ByteArrayOutputStream(packed.size() + texts.size() / 3 + 64);
    out.write(head.array(), 0, head.size());
    out.writeBytes(packed.toByteArray());
    pack(texts, Deflater.DEFAULT_STRATEGY, out);
    return out.toByteArray();
  }

  private static void pack(ByteWriter plain, int strategy, ByteArrayOutputStream into) {
    Deflater deflater = new Deflater(LEVEL, true);
    try {
      deflater.setStrategy(strategy);
      deflater.setInput(plain.array(), 0, plain.size());
      deflater.finish();
      byte[] buffer = new byte[1 << 14];
      while (!deflater.finished()) {
        into.write(buffer, 0, deflater.deflate(buffer));
      }
    } finally {
      deflater.end();
    }
  }

  static Chunk decode(byte[] bytes) throws DamagedChunkException {
    ByteReader head = new ByteReader(bytes);
    if (bytes.length == 0 || bytes[head.take(1)] != VERSION) {
      throw new DamagedChunkException("of an unknown version");
    }
    int plain = head.count(LARGEST, "bytes");
    int packed = head.count(bytes.length, "bytes");
    int from = head.take(packed);
    byte[] codes = unpack(bytes, from, packed, plain);
    return new ChunkDecoder(codes).chunk(size -> unpack(bytes, from + packed, head.left(), size));
  }

  private static byte[] unpack(byte[] bytes, int from, int length, int plain)
      throws DamagedChunkException {
    // a lie about the size takes no memory
    if (plain > LARGEST || plain > (long) length * MOST_A_BYTE) {
      throw new DamagedChunkException("too large");
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes, from, length);
      // with room to see that there is more
      byte[] out = new byte[plain + 1];
      int size = 0;
      while (!inflater.finished() && size <= plain) {
        int read = inflater.inflate(out, size, out.length - size);
        if (read == 0 && !inflater.finished()) {
          throw new DamagedChunkException("cut short");
        }
        size += read;
      }
      if (size != plain || inflater.getRemaining() > 0) {
        throw new DamagedChunkException("of another size");
      }
      return out;
    } catch (DataFormatException e) {
      throw new DamagedChunkException("not deflated", e);
    } finally {
      inflater.end();
    }
  }
}
