package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkCodecTest {
  private static final long LITTLE = 1 << 20;

  private final Pieces pieces = new Pieces();
  private final SnapshotBuilder builder = new SnapshotBuilder(pieces);

  @Test
  void everyFlippedBitIsFound() throws IOException {
    ChunkRef ref = small();
    byte[] good = pieces.all().getFirst();
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      assertDamaged(ref, bad);
    }
  }

  @Test
  void everyCutIsFound() throws IOException {
    ChunkRef ref = small();
    byte[] good = pieces.all().getFirst();
    for (int length = 0; length < good.length; length++) {
      assertDamaged(ref, Arrays.copyOf(good, length));
    }
    assertDamaged(ref, Arrays.copyOf(good, good.length + 1));
  }

  @Test
  void anotherChunkInItsPlaceIsFound() throws IOException {
    ChunkRef ref = small();
    SnapshotBuilder another = new SnapshotBuilder(new Pieces());
    TableBuilder table = another.table("T");
    table.endRow();
    table.finish();
    ChunkRef other = another.tables().getFirst().chunks().getFirst();
    ChunkRef wrongRows = new ChunkRef(0, 1, ref.rows() + 1, ref.checksum(), -1, -1);
    assertDamaged(other, pieces.all().getFirst());
    assertDamaged(wrongRows, pieces.all().getFirst());
  }

  @Test
  void aFlippedBitOrACutNeverEndsInAnythingButDamageEvenWithoutAChecksum() throws IOException {
    small();
    byte[] good = pieces.all().getFirst();
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      assertChunkOrDamage(bad);
    }
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThatExceptionOfType(DamagedChunkException.class)
          .isThrownBy(() -> ChunkCodec.decode(cut));
    }
  }

  @Test
  void hugeCountsTakeNoMemory() {
    int huge = Integer.MAX_VALUE;
    int[][] claims = {
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
    for (int[] claim : claims) {
      byte[] bytes = encoded(claim);
      assertThat(allocatedBy(() -> assertDamaged(bytes))).isLessThan(LITTLE);
    }
  }

  @Test
  void sizesThatTheBytesCannotHaveTakeNoMemory() {
    byte[] good = encoded(0, 0);
    byte[] claims = good.clone();
    // how long the codes are when unpacked: 64 MiB - 1 now
    byte[] large = {claims[0], -1, -1, -1, 0x1F};
    byte[] bytes = Arrays.copyOf(large, large.length + good.length - 2);
    System.arraycopy(good, 2, bytes, large.length, good.length - 2);
    assertThat(allocatedBy(() -> assertDamaged(bytes))).isLessThan(LITTLE);
  }

  @Test
  void aChunkThatUnpacksBeyondTheLimitIsDamaged() {
    ByteWriter codes = new ByteWriter(16);
    codes.varint(1_000);
    codes.varint(2);
    for (int column = 0; column < 2; column++) {
      codes.varint(0);
      codes.varint(0);
      codes.varint(0);
      codes.varint(1_000);
      for (int text = 0; text < 1_000; text++) {
        codes.varint(ColumnBuilder.LONGEST_CELL);
      }
      codes.varint(1);
      codes.varint(0);
    }
    byte[] bomb = ChunkCodec.encode(codes, new ByteWriter(16));
    assertThat(bomb).hasSizeLessThan(5_000);
    assertThatExceptionOfType(DamagedChunkException.class)
        .isThrownBy(() -> ChunkCodec.decode(bomb))
        .withMessage("damaged chunk: too large");
  }

  @Test
  void textsThatAreNotAsLongAsTheCodesSayAreDamaged() {
    for (int length : new int[] {0, 4, 6, 100}) {
      ByteWriter texts = new ByteWriter(16);
      texts.bytes(new byte[length], 0, length);
      ByteWriter codes = codes(1, 1, 0, 0, 0, 1, 5, 1, 0);
      assertDamaged(ChunkCodec.encode(codes, texts));
    }
  }

  @Test
  void aDayOutsideTheCalendarIsDamaged() {
    // zigzag of a day in year 10000, and of one before year 0
    assertDamaged(encoded(1, 1, 0, 3, 0, 2 * 2_932_897, 1, 0));
    assertDamaged(encoded(1, 1, 0, 3, 0, 2 * 719_529 + 1, 1, 0));
  }

  @Test
  void anUnknownVersionIsDamaged() throws IOException {
    small();
    byte[] later = pieces.all().getFirst().clone();
    later[0]++;
    assertThatExceptionOfType(DamagedChunkException.class)
        .isThrownBy(() -> ChunkCodec.decode(later))
        .withMessageContaining("version");
  }

  @Test
  void rowsOfNothingTakeHardlyAnything() throws IOException {
    TableBuilder table = builder.table("T");
    table.column("A");
    for (int i = 0; i < TableBuilder.CHUNK_ROWS; i++) {
      table.endRow();
    }
    table.finish();
    assertThat(pieces.all().getFirst()).hasSizeLessThan(100);
  }

  private ChunkRef small() throws IOException {
    Random seeded = new Random(1);
    TableBuilder table = builder.table("T");
    for (int row = 0; row < 5; row++) {
      for (String column : List.of("SourceURL", "Ä", "DomainID")) {
        char[] text = ("http://" + seeded.nextInt() + "/\ud83d\ude00").toCharArray();
        table.cell(table.column(column), text, 0, seeded.nextInt(text.length));
      }
      table.endRow();
    }
    table.finish();
    return builder.tables().getFirst().chunks().getFirst();
  }

  private static void assertDamaged(ChunkRef ref, byte[] bytes) {
    Snapshot snapshot =
        new Snapshot(
            new Manifest("cmd", Globals.NONE, List.of(), List.of()), numbers -> List.of(bytes));
    assertThatExceptionOfType(DamagedChunkException.class).isThrownBy(() -> snapshot.chunk(ref));
  }

  static void assertChunkOrDamage(byte[] bytes) {
    try {
      Chunk chunk = ChunkCodec.decode(bytes);
      for (Chunk.Column column : chunk.columns()) {
        for (int row = 0; row < chunk.rows(); row++) {
          if (column.has(row)) {
            assertThat(column.to(row)).isBetween(column.from(row), column.text().length);
          }
        }
      }
    } catch (DamagedChunkException e) {
      assertThat(e).hasMessageStartingWith("damaged chunk: ");
    }
  }

  private static long allocatedBy(Runnable work) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static byte[] encoded(int... counts) {
    return ChunkCodec.encode(codes(counts), new ByteWriter(16));
  }

  private static ByteWriter codes(int... counts) {
    ByteWriter codes = new ByteWriter(16);
    for (int count : counts) {
      codes.varint(count);
    }
    return codes;
  }

  private static void assertDamaged(byte[] bytes) {
    assertThatExceptionOfType(DamagedChunkException.class)
        .isThrownBy(() -> ChunkCodec.decode(bytes));
  }
}
