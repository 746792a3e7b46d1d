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
    int[][] claims = {
      {Integer.MAX_VALUE, 0},
      {Integer.MAX_VALUE, 1, 0},
      {0, Integer.MAX_VALUE},
      {Integer.MAX_VALUE, Integer.MAX_VALUE},
      {1, 1, Integer.MAX_VALUE},
      {1, 1, 0, Integer.MAX_VALUE},
      {2, 1, 0, Integer.MAX_VALUE, Integer.MAX_VALUE}
    };
    for (int[] claim : claims) {
      ByteWriter plain = new ByteWriter();
      for (int count : claim) {
        plain.varint(count);
      }
      byte[] bytes = ChunkCodec.encode(plain);
      assertThat(allocatedBy(() -> assertChunkOrDamage(bytes))).isLessThan(LITTLE);
    }
  }

  @Test
  void aChunkThatUnpacksBeyondTheLimitIsDamaged() {
    ByteWriter plain = new ByteWriter();
    byte[] zeros = new byte[1 << 20];
    for (int i = 0; i < 65; i++) {
      plain.bytes(zeros, 0, zeros.length);
    }
    byte[] bomb = ChunkCodec.encode(plain);
    assertThat(bomb).hasSizeLessThan(100_000);
    assertThatExceptionOfType(DamagedChunkException.class)
        .isThrownBy(() -> ChunkCodec.decode(bomb))
        .withMessage("damaged chunk: too large");
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
    for (int i = 0; i < 2_000; i++) {
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
          assertThat(column.to(row)).isBetween(column.from(row), column.text().length);
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
}
