package org.backlinks.snapshot;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Converts chunks to bytes and back. The bytes are: the version, the size of the codes before and
 * after deflating, the deflated codes, the deflated texts. The codes are: the number of rows, the
 * number of columns, and for each column
 *
 * <ul>
 *   <li>its name, the stored number of its {@link ColumnEncoding}, and its leader: 0, or the index
 *       + 1 of an earlier column that determines this one
 *   <li>for an encoding with texts: the number of texts and the length of each; for numbers and
 *       days: the smallest value, as zigzag
 *   <li>the smallest code, the number of bits of a code, and each code less the smallest one. There
 *       is a code for each row; or, when the column has a leader, a code for each text of the
 *       leader and one more for the rows in which the leader has no cell
 * </ul>
 *
 * The texts are the texts of all columns as UTF-8, one after another. Counts are varints.
 */
final class ChunkCodec {
  static final byte VERSION = 2;

  /** The maximum bytes of the inflated codes, and of the inflated texts. */
  static final int MAX_UNPACKED_BYTES = 64 << 20;

  /** The maximum number of bytes that deflate packs into one byte. */
  private static final int MAX_DEFLATE_RATIO = 1_032;

  /** The texts have few repetitions, so that higher levels are slow and save almost nothing. */
  private static final int DEFLATE_LEVEL = Deflater.BEST_SPEED;

  private ChunkCodec() {}

  static byte[] encode(ByteWriter codes, ByteWriter texts) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(codes.size() + 64);
    // the codes have no repetitions, but some bytes are more frequent than other bytes
    deflate(codes, Deflater.HUFFMAN_ONLY, packed);
    ByteWriter head = new ByteWriter(32);
    head.writeByte(VERSION);
    head.writeVarint(codes.size());
    head.writeVarint(packed.size());
    ByteArrayOutputStream out = new ByteArrayOutputStream(packed.size() + texts.size() / 3 + 64);
    out.write(head.array(), 0, head.size());
    out.writeBytes(packed.toByteArray());
    deflate(texts, Deflater.DEFAULT_STRATEGY, out);
    return out.toByteArray();
  }

  private static void deflate(ByteWriter plain, int strategy, ByteArrayOutputStream out) {
    Deflater deflater = new Deflater(DEFLATE_LEVEL, true);
    try {
      deflater.setStrategy(strategy);
      deflater.setInput(plain.array(), 0, plain.size());
      deflater.finish();
      byte[] buffer = new byte[1 << 14];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
    } finally {
      deflater.end();
    }
  }

  static Chunk decode(byte[] bytes) throws CorruptChunkException {
    ByteReader head = new ByteReader(bytes);
    if (bytes.length == 0 || bytes[head.skip(1)] != VERSION) {
      throw new CorruptChunkException("of an unknown version");
    }
    int plainSize = head.readCount(MAX_UNPACKED_BYTES, "bytes");
    int packedSize = head.readCount(bytes.length, "bytes");
    int from = head.skip(packedSize);
    byte[] codes = inflate(bytes, from, packedSize, plainSize);
    return new ChunkDecoder(codes)
        .decode(size -> inflate(bytes, from + packedSize, head.remaining(), size));
  }

  /** Returns an array of {@code plainSize} bytes and one more byte. */
  private static byte[] inflate(byte[] bytes, int from, int length, int plainSize)
      throws CorruptChunkException {
    // this comes first, so that a wrong size does not allocate memory
    if (plainSize > MAX_UNPACKED_BYTES || plainSize > (long) length * MAX_DEFLATE_RATIO) {
      throw new CorruptChunkException("too large");
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes, from, length);
      // the additional byte shows whether there are more bytes than the stated size
      byte[] out = new byte[plainSize + 1];
      int size = 0;
      while (!inflater.finished() && size <= plainSize) {
        int read = inflater.inflate(out, size, out.length - size);
        if (read == 0 && !inflater.finished()) {
          throw new CorruptChunkException("cut short");
        }
        size += read;
      }
      if (size != plainSize || inflater.getRemaining() > 0) {
        throw new CorruptChunkException("of another size");
      }
      return out;
    } catch (DataFormatException e) {
      throw new CorruptChunkException("not deflated", e);
    } finally {
      inflater.end();
    }
  }
}
