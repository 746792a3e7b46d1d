package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class ChunkDecoderTest {
  private static final long MAX_ALLOCATED_BYTES = 1 << 20;

  @Test
  void hugeCountsAllocateNoMemory() {
    int huge = Integer.MAX_VALUE;
    int[][] headers = {
      {huge, 0},
      {huge, 1, 0},
      {0, huge},
      {huge, huge},
      {1, 1, huge},
      {1, 1, 0, huge},
      {1, 1, 0, 0, huge},
      {1, 1, 0, 0, 0, huge},
      {1, 1, 0, 0, 0, 1, huge},
      {1, 1, 0, 0, 0, 1, 1, huge, huge},
      {1, 1, 0, 2, 0, huge, huge, huge},
      {1, 1, 0, 3, 0, huge, huge, 0}
    };
    for (int[] header : headers) {
      byte[] bytes = encoded(header);
      assertThat(allocatedBy(() -> assertCorrupt(bytes))).isLessThan(MAX_ALLOCATED_BYTES);
    }
  }

  @Test
  void chunkIsCorruptWhenUnpackedSizeExceedsLimit() {
    ByteWriter codes = new ByteWriter(16);
    codes.writeVarint(1_000);
    codes.writeVarint(2);
    for (int column = 0; column < 2; column++) {
      codes.writeVarint(0);
      codes.writeVarint(0);
      codes.writeVarint(0);
      codes.writeVarint(1_000);
      for (int text = 0; text < 1_000; text++) {
        codes.writeVarint(ColumnBuilder.MAX_CELL_BYTES);
      }
      codes.writeVarint(1);
      codes.writeVarint(0);
    }
    byte[] chunk = ChunkCodec.encode(codes, new ByteWriter(16));
    assertThat(chunk).hasSizeLessThan(5_000);
    assertThatExceptionOfType(CorruptChunkException.class)
        .isThrownBy(() -> ChunkCodec.decode(chunk))
        .withMessage("corrupt chunk: too large");
  }

  @Test
  void chunkIsCorruptWhenTextLengthDiffers() {
    for (int length : new int[] {0, 4, 6, 100}) {
      ByteWriter texts = new ByteWriter(16);
      texts.writeBytes(new byte[length], 0, length);
      ByteWriter codes = codes(1, 1, 0, 0, 0, 1, 5, 1, 0);
      assertCorrupt(ChunkCodec.encode(codes, texts));
    }
  }

  @Test
  void chunkIsCorruptWhenDateIsOutOfRange() {
    // the zigzag values of a day in the year 10000 and of a day before the year 0
    assertCorrupt(encoded(1, 1, 0, 3, 0, 2 * 2_932_897, 1, 0));
    assertCorrupt(encoded(1, 1, 0, 3, 0, 2 * 719_529 + 1, 1, 0));
  }

  @Test
  void chunkIsCorruptWhenEncodingIsUnknown() {
    assertCorrupt(encoded(0, 1, 0, 4, 0, 0, 0, 0));
  }

  private static long allocatedBy(Runnable action) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    action.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static byte[] encoded(int... counts) {
    return ChunkCodec.encode(codes(counts), new ByteWriter(16));
  }

  private static ByteWriter codes(int... counts) {
    ByteWriter codes = new ByteWriter(16);
    for (int count : counts) {
      codes.writeVarint(count);
    }
    return codes;
  }

  private static void assertCorrupt(byte[] bytes) {
    assertThatExceptionOfType(CorruptChunkException.class)
        .isThrownBy(() -> ChunkCodec.decode(bytes));
  }
}
