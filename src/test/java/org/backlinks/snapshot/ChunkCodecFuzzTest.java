package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Decodes arbitrary bytes as a chunk: directly, and packed as the codes of a chunk. */
class ChunkCodecFuzzTest {
  @FuzzTest
  void decoderReturnsChunkOrReportsCorruption(byte[] bytes) {
    read(bytes);
    int size = bytes.length == 0 ? 0 : Math.min(bytes.length - 1, bytes[0] & 0xFF);
    ByteWriter texts = new ByteWriter(256);
    texts.writeBytes(new byte[size], 0, size);
    ByteWriter codes = new ByteWriter(bytes.length + 1);
    codes.writeBytes(bytes, Math.min(1, bytes.length), Math.max(0, bytes.length - 1));
    read(ChunkCodec.encode(codes, texts));
  }

  private static void read(byte[] bytes) {
    Chunk chunk;
    try {
      chunk = ChunkCodec.decode(bytes);
    } catch (CorruptChunkException corruption) {
      assertThat(corruption.getMessage()).startsWith("corrupt chunk: ");
      return;
    }
    assertThat(chunk.rowCount()).isBetween(0, TableBuilder.CHUNK_ROWS);
    for (Chunk.Column column : chunk.columns()) {
      for (int row = 0; row < chunk.rowCount(); row++) {
        String cell = column.cellText(row);
        assertThat(cell == null).isEqualTo(!column.hasCell(row));
      }
    }
  }
}
