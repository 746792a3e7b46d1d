package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

class ChunkCodecTest {
  private static final long MAX_ALLOCATED_BYTES = 1 << 20;
  private static final int RECORDED_ROWS = 40;

  private final FakeChunkStore pieces = new FakeChunkStore();
  private final SnapshotBuilder builder = new SnapshotBuilder(pieces);

  @Test
  void equalNumbersAndDaysShareOneText() throws IOException {
    TableBuilder table = builder.startTable("T");
    for (int row = 0; row < 1_000; row++) {
      put(table, "Number", Integer.toString(row % 7 - 3));
      put(table, "Large", Integer.toString(row * 9));
      put(table, "Day", "2026-0" + (1 + row % 9) + "-10");
      table.endRow();
    }
    table.finish();
    ChunkRef ref = builder.tables().getFirst().chunks().getFirst();
    Chunk chunk = ref.decode(List.of(pieces.pieces().getFirst()));
    for (int row = 0; row < 1_000; row++) {
      assertThat(cell(chunk, "Number", row)).isEqualTo(Integer.toString(row % 7 - 3));
      assertThat(cell(chunk, "Large", row)).isEqualTo(Integer.toString(row * 9));
      assertThat(cell(chunk, "Day", row)).isEqualTo("2026-0" + (1 + row % 9) + "-10");
    }
    assertThat(Objects.requireNonNull(chunk.findColumn("Number")).textCount()).isEqualTo(7);
    assertThat(Objects.requireNonNull(chunk.findColumn("Large")).textCount()).isEqualTo(1_000);
    assertThat(Objects.requireNonNull(chunk.findColumn("Day")).textCount()).isEqualTo(9);
  }

  private static void put(TableBuilder table, String column, String cell) throws IOException {
    table.setCell(table.columnIndex(column), cell.toCharArray(), 0, cell.length());
  }

  private static String cell(Chunk chunk, String column, int row) {
    return String.valueOf(Objects.requireNonNull(chunk.findColumn(column)).cellText(row));
  }

  @Test
  void flippedBitIsDetected() throws IOException {
    ChunkRef ref = writeSmallChunk();
    byte[] good = pieces.pieces().getFirst();
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      assertCorrupt(ref, bad);
    }
  }

  @Test
  void truncationIsDetected() throws IOException {
    ChunkRef ref = writeSmallChunk();
    byte[] good = pieces.pieces().getFirst();
    for (int length = 0; length < good.length; length++) {
      assertCorrupt(ref, Arrays.copyOf(good, length));
    }
    assertCorrupt(ref, Arrays.copyOf(good, good.length + 1));
  }

  @Test
  void swappedChunkIsDetected() throws IOException {
    ChunkRef ref = writeSmallChunk();
    SnapshotBuilder otherBuilder = new SnapshotBuilder(new FakeChunkStore());
    TableBuilder table = otherBuilder.startTable("T");
    table.endRow();
    table.finish();
    ChunkRef other = otherBuilder.tables().getFirst().chunks().getFirst();
    ChunkRef wrongRows = new ChunkRef(0, 1, ref.rowCount() + 1, ref.checksum(), -1, -1);
    assertCorrupt(other, pieces.pieces().getFirst());
    assertCorrupt(wrongRows, pieces.pieces().getFirst());
  }

  @Test
  void decoderReturnsChunkOrReportsCorruptionWithoutChecksum() throws IOException {
    writeSmallChunk();
    byte[] good = pieces.pieces().getFirst();
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      assertChunkOrCorrupt(bad);
    }
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThatExceptionOfType(CorruptChunkException.class)
          .isThrownBy(() -> ChunkCodec.decode(cut));
    }
  }

  @Test
  void impossibleSizesAllocateNoMemory() {
    byte[] good = encoded(0, 0);
    // the size of the unpacked codes is now 64 MiB - 1
    byte[] largeHead = {good[0], -1, -1, -1, 0x1F};
    byte[] bytes = Arrays.copyOf(largeHead, largeHead.length + good.length - 2);
    System.arraycopy(good, 2, bytes, largeHead.length, good.length - 2);
    assertThat(allocatedBy(() -> assertCorrupt(bytes))).isLessThan(MAX_ALLOCATED_BYTES);
  }

  @Test
  void chunkIsCorruptWhenVersionIsUnknown() throws IOException {
    writeSmallChunk();
    byte[] newer = pieces.pieces().getFirst().clone();
    newer[0]++;
    assertThatExceptionOfType(CorruptChunkException.class)
        .isThrownBy(() -> ChunkCodec.decode(newer))
        .withMessageContaining("version");
  }

  @Test
  void emptyRowsTakeFewBytes() throws IOException {
    TableBuilder table = builder.startTable("T");
    table.columnIndex("A");
    for (int i = 0; i < TableBuilder.CHUNK_ROWS; i++) {
      table.endRow();
    }
    table.finish();
    assertThat(pieces.pieces().getFirst()).hasSizeLessThan(100);
  }

  /** An earlier version of the program wrote the chunk. It has every encoding. */
  @Test
  void recordedChunkIsRead() throws IOException {
    byte[] recorded = readResource("recorded-chunk.bin");
    ChunkRef ref = new ChunkRef(0, 1, RECORDED_ROWS, 1_401_604_468L, 0, 13);
    Table table = new Table("URL", Table.Kind.LINKS, "url", Map.of(), RECORDED_ROWS, List.of(ref));
    assertThat(TableFixture.readRows(numbers -> List.of(recorded), table))
        .isEqualTo(recordedRows());
  }

  /**
   * Compares the bytes before deflation, because other versions of Java may deflate differently.
   */
  @Test
  void encoderWritesBytesOfRecordedChunk() throws IOException {
    TableFixture.writeTable(builder, "URL", Map.of(), recordedRows());
    assertThat(unpacked(pieces.pieces().getFirst()))
        .isEqualTo(unpacked(readResource("recorded-chunk.bin")));
  }

  private static List<Map<String, String>> recordedRows() {
    List<Map<String, String>> rows = new ArrayList<>();
    for (int i = 0; i < RECORDED_ROWS; i++) {
      Map<String, String> row = new LinkedHashMap<>();
      row.put("SourceURL", "http://www.example.org/page/" + (i == 30 ? 29 : i));
      if (i % 7 != 3) {
        row.put("SourceLanguage", List.of("en", "de", "ja").get(i % 3));
        row.put("SourceLanguageDesc", List.of("English", "Deutsch ä", "日本語").get(i % 3));
      }
      if (i % 5 != 0) {
        row.put("SourceTrustFlow", Integer.toString(i * 37 % 100 - 1));
      }
      if (i % 4 != 1) {
        row.put("FirstIndexedDate", "20%02d-0%d-1%d".formatted(i, 1 + i % 9, i % 10));
      }
      row.put("FlagNoFollow", Integer.toString(i % 2));
      row.put("DomainID", Integer.toString(i / 3));
      rows.add(row);
    }
    return rows;
  }

  /** Returns the codes and the texts of a chunk. */
  private static List<String> unpacked(byte[] chunk) throws IOException {
    ByteReader head = new ByteReader(chunk);
    head.skip(1);
    head.readVarint();
    int packed = head.readCount(chunk.length, "bytes");
    int from = head.skip(packed);
    return List.of(
        inflate(Arrays.copyOfRange(chunk, from, from + packed)),
        inflate(Arrays.copyOfRange(chunk, from + packed, chunk.length)));
  }

  private static String inflate(byte[] deflated) throws IOException {
    try (InputStream in =
        new InflaterInputStream(new ByteArrayInputStream(deflated), new Inflater(true))) {
      return HexFormat.of().formatHex(in.readAllBytes());
    }
  }

  static byte[] readResource(String name) throws IOException {
    try (InputStream in = ChunkCodecTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private ChunkRef writeSmallChunk() throws IOException {
    Random random = new Random(1);
    TableBuilder table = builder.startTable("T");
    for (int row = 0; row < 5; row++) {
      for (String column : List.of("SourceURL", "Ä", "DomainID")) {
        char[] text = ("http://" + random.nextInt() + "/\ud83d\ude00").toCharArray();
        table.setCell(table.columnIndex(column), text, 0, random.nextInt(text.length));
      }
      table.endRow();
    }
    table.finish();
    return builder.tables().getFirst().chunks().getFirst();
  }

  private static void assertCorrupt(ChunkRef ref, byte[] bytes) {
    Snapshot snapshot =
        new Snapshot(
            new Manifest("cmd", Globals.NONE, List.of(), List.of()), numbers -> List.of(bytes));
    assertThatExceptionOfType(CorruptChunkException.class)
        .isThrownBy(() -> snapshot.readChunk(ref));
  }

  static void assertChunkOrCorrupt(byte[] bytes) {
    try {
      Chunk chunk = ChunkCodec.decode(bytes);
      for (Chunk.Column column : chunk.columns()) {
        for (int row = 0; row < chunk.rowCount(); row++) {
          if (column.hasCell(row)) {
            assertThat(column.cellEnd(row))
                .isBetween(column.cellStart(row), column.textBytes().length);
          }
        }
      }
    } catch (CorruptChunkException e) {
      assertThat(e).hasMessageStartingWith("corrupt chunk: ");
    }
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
