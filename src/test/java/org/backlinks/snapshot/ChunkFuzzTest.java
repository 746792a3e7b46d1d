package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes as a chunk: as they come, and packed, so that what is inside is reached. */
class ChunkFuzzTest {
  @FuzzTest
  void anyBytesAreAChunkOrDamaged(byte[] bytes) {
    read(bytes);
    int size = bytes.length == 0 ? 0 : Math.min(bytes.length - 1, bytes[0] & 0xFF);
    ByteWriter texts = new ByteWriter(256);
    texts.bytes(new byte[size], 0, size);
    ByteWriter codes = new ByteWriter(bytes.length + 1);
    codes.bytes(bytes, Math.min(1, bytes.length), Math.max(0, bytes.length - 1));
    read(ChunkCodec.encode(codes, texts));
  }

  private static void read(byte[] bytes) {
    Chunk chunk;
    try {
      chunk = ChunkCodec.decode(bytes);
    } catch (DamagedChunkException told) {
      assertThat(told.getMessage()).startsWith("damaged chunk: ");
      return;
    }
    assertThat(chunk.rows()).isBetween(0, TableBuilder.CHUNK_ROWS);
    for (Chunk.Column column : chunk.columns()) {
      for (int row = 0; row < chunk.rows(); row++) {
        String cell = column.cell(row);
        assertThat(cell == null).isEqualTo(!column.has(row));
      }
    }
  }
}
