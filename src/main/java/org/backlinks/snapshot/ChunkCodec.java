package org.backlinks.snapshot;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A chunk as bytes: a version, then deflated: rows, columns, and for each column its name, a length
 * + 1 a row (0: absent) and the cells' UTF-8 text end to end. Equal columns of many rows lie
 * together, which is what deflate is good at.
 */
final class ChunkCodec {
  static final byte VERSION = 1;

  /** The most that a chunk may unpack to, bytes: a row may have many cells of 64 KiB. */
  static final int LARGEST = 64 << 20;

  private ChunkCodec() {}

  static byte[] encode(ByteWriter plain) {
    Deflater deflater = new Deflater(6, true);
    try {
      deflater.setInput(plain.array(), 0, plain.size());
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(plain.size() / 4 + 64);
      out.write(VERSION);
      byte[] buffer = new byte[1 << 14];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  static Chunk decode(byte[] bytes) throws DamagedChunkException {
    if (bytes.length == 0 || bytes[0] != VERSION) {
      throw new DamagedChunkException("of an unknown version");
    }
    return new Reader(inflate(bytes)).chunk();
  }

  private static byte[] inflate(byte[] bytes) throws DamagedChunkException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes, 1, bytes.length - 1);
      byte[] out = new byte[Math.min(LARGEST, Math.max(1 << 12, bytes.length * 5))];
      int size = 0;
      while (!inflater.finished()) {
        if (size == out.length) {
          if (size == LARGEST) {
            throw new DamagedChunkException("too large");
          }
          out = Arrays.copyOf(out, Math.min(LARGEST, size * 2));
        }
        int read = inflater.inflate(out, size, out.length - size);
        if (read == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new DamagedChunkException("cut short");
        }
        size += read;
      }
      return Arrays.copyOf(out, size);
    } catch (DataFormatException e) {
      throw new DamagedChunkException("not deflated", e);
    } finally {
      inflater.end();
    }
  }

  /**
   * Reads untrusted bytes: every count is checked against what is left before anything is made of
   * its size.
   */
  private static final class Reader {
    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    Chunk chunk() throws DamagedChunkException {
      int rows = varint();
      int count = varint();
      // each column takes at least a byte for its name and one a row
      if ((long) count * (rows + 1L) > bytes.length - at) {
        throw new DamagedChunkException("more cells than bytes");
      }
      List<Chunk.Column> columns = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        columns.add(column(rows));
      }
      if (at != bytes.length) {
        throw new DamagedChunkException("bytes are left over");
      }
      return new Chunk(rows, columns);
    }

    private Chunk.Column column(int rows) throws DamagedChunkException {
      int nameLength = varint();
      String name = new String(bytes, take(nameLength), nameLength, StandardCharsets.UTF_8);
      if (rows > bytes.length - at) {
        throw new DamagedChunkException("more rows than bytes");
      }
      int[] lengths = new int[rows + 1];
      boolean[] absent = new boolean[rows];
      long total = 0;
      for (int row = 0; row < rows; row++) {
        int length = varint();
        absent[row] = length == 0;
        lengths[row] = Math.max(0, length - 1);
        total += lengths[row];
      }
      if (total > bytes.length - at) {
        throw new DamagedChunkException("a cell ends outside");
      }
      int start = take((int) total);
      for (int row = 0; row <= rows; row++) {
        int length = lengths[row];
        lengths[row] = start;
        start += length;
      }
      return new Chunk.Column(name, bytes, lengths, absent);
    }

    private int take(int length) throws DamagedChunkException {
      if (length > bytes.length - at) {
        throw new DamagedChunkException("cut short");
      }
      int start = at;
      at += length;
      return start;
    }

    private int varint() throws DamagedChunkException {
      int value = 0;
      for (int shift = 0; shift < 35; shift += 7) {
        byte next = bytes[take(1)];
        value |= (next & 0x7F) << shift;
        if (next >= 0) {
          if (value < 0) {
            break;
          }
          return value;
        }
      }
      throw new DamagedChunkException("a number is too large");
    }
  }
}
