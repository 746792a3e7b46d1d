package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.backlinks.report.SampleReports.NOW;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.ChunkSink;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.ManifestCodec;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.Table;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ChunkStoreTest extends ChunkStoreTestBase {
  @Test
  void snapshotIsReadAsWritten() throws IOException {
    Manifest manifest = writeSnapshot(1, 6_000);
    Snapshot snapshot = chunkStore().open(id, 1, List.of());
    assertThat(snapshot.manifest()).isEqualTo(manifest);
    List<String> cells = new ArrayList<>();
    for (var ref : snapshot.manifest().tables().getFirst().chunks()) {
      Chunk chunk = snapshot.readChunk(ref);
      for (int row = 0; row < chunk.rowCount(); row++) {
        cells.add(String.valueOf(chunk.columns().getFirst().cellText(row)));
      }
    }
    assertThat(cells)
        .isEqualTo(IntStream.range(0, 6_000).mapToObj(row -> "1: row " + row).toList());
  }

  @Test
  void manifestLargerThanOneItemIsReadAsWritten() throws IOException {
    Manifest large = manifestOfSize(1_000_000);
    chunkStore().putManifest(id, 1, large, NOW);
    chunkStore().putPart(id, 1, "url", large, NOW);
    assertThat(chunkStore().open(id, 1, List.of()).manifest()).isEqualTo(large);
    assertThat(chunkStore().readPart(id, 1, "url")).isEqualTo(large);
  }

  @Test
  void largestManifestOfSeveralAnswersIsReadAsWritten() throws IOException {
    Manifest large = manifestOfSize(3 * (4 << 20));
    chunkStore().putManifest(id, 1, large, NOW);
    assertThat(chunkStore().open(id, 1, List.of()).manifest()).isEqualTo(large);
  }

  @Test
  void smallManifestIsWrittenAsOneItem() throws IOException {
    chunkStore().putManifest(id, 1, EMPTY_MANIFEST, NOW);
    Map<String, AttributeValue> item =
        client()
            .getItem(get ->
                get.tableName(SETTINGS.table().name())
                    .key(Item.key("manifest#" + id.text() + "#1")))
            .item();
    assertThat(item)
        .containsOnlyKeys(TableAttributes.KEY, TableAttributes.BYTES, TableAttributes.EXPIRES_AT);
    assertThat(item.get(TableAttributes.BYTES).b().asByteArray())
        .isEqualTo(ManifestCodec.encode(EMPTY_MANIFEST));
  }

  @Test
  void openFailsWhenManifestPieceIsMissing() throws IOException {
    chunkStore().putManifest(id, 1, manifestOfSize(800_000), NOW);
    client()
        .deleteItem(delete ->
            delete
                .tableName(SETTINGS.table().name())
                .key(Item.key("manifest#" + id.text() + "#1#1")));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> chunkStore().open(id, 1, List.of()));
  }

  @Test
  void openFailsWhenFirstManifestPieceIsMissing() throws IOException {
    chunkStore().putManifest(id, 1, manifestOfSize(800_000), NOW);
    client()
        .deleteItem(delete ->
            delete
                .tableName(SETTINGS.table().name())
                .key(Item.key("manifest#" + id.text() + "#1")));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> chunkStore().open(id, 1, List.of()));
    chunkStore().putManifest(id, 1, manifestOfSize(800_000), NOW);
    assertThat(chunkStore().open(id, 1, List.of()).manifest()).isEqualTo(manifestOfSize(800_000));
  }

  @Test
  void versionsOfOneReportAreSeparate() throws IOException {
    writeSnapshot(1, 3);
    writeSnapshot(2, 3);
    for (int version = 1; version <= 2; version++) {
      Snapshot snapshot = chunkStore().open(id, version, List.of());
      Table table = snapshot.manifest().tables().getFirst();
      assertThat(snapshot.readChunk(table.chunks().getFirst()).columns().getFirst().cellText(0))
          .isEqualTo(version + ": row 0");
    }
  }

  @Test
  void manifestReferencesChunksOfSeveralVersions() throws IOException {
    chunkStore().putPart(id, 1, "url", writeSnapshot(1, 3), NOW);
    chunkStore().putPart(id, 2, "rootDomain", writeSnapshot(2, 3), NOW);
    Manifest merged =
        Manifest.merge(
            List.of(
                new Manifest.Part(1, chunkStore().readPart(id, 1, "url")),
                new Manifest.Part(2, chunkStore().readPart(id, 2, "rootDomain"))),
            List.of());
    chunkStore().putManifest(id, 7, merged, NOW);
    Snapshot snapshot = chunkStore().open(id, 7, List.of());
    assertThat(snapshot.manifest()).isEqualTo(merged);
    for (int part = 0; part < 2; part++) {
      Table table = snapshot.manifest().tables().get(part);
      assertThat(snapshot.readChunk(table.chunks().getFirst()).columns().getFirst().cellText(0))
          .isEqualTo(part + 1 + ": row 0");
    }
  }

  @Test
  void readPartFailsWhenPartIsMissing() throws IOException {
    chunkStore().putPart(id, 1, "url", EMPTY_MANIFEST, NOW);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> chunkStore().readPart(id, 1, "subdomain"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> chunkStore().readPart(id, 2, "url"));
  }

  @Test
  void secondWriteOfPieceIsIgnored() throws IOException {
    chunkStore().putPiece(id, 1, 0, new byte[] {1}, NOW);
    chunkStore().putPiece(id, 1, 0, new byte[] {2}, NOW);
    chunkStore().putManifest(id, 1, EMPTY_MANIFEST, NOW);
    chunkStore().putManifest(id, 1, EMPTY_MANIFEST, NOW);
    Snapshot snapshot = chunkStore().open(id, 1, List.of());
    assertThat(snapshot.source().get(List.of(0))).containsExactly(new byte[] {1});
  }

  @Test
  void openFailsWhenManifestIsMissing() {
    chunkStore().putPiece(id, 1, 0, new byte[] {1}, NOW);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> chunkStore().open(id, 1, List.of()))
        .withMessageContaining("manifest")
        .withMessageContaining(id.text());
  }

  @Test
  void exceptionNamesMissingPiece() throws IOException {
    chunkStore().putPiece(id, 1, 0, new byte[] {1}, NOW);
    chunkStore().putManifest(id, 1, EMPTY_MANIFEST, NOW);
    Snapshot snapshot = chunkStore().open(id, 1, List.of());
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> snapshot.source().get(List.of(0, 7)))
        .withMessageContaining("piece 7")
        .withMessageContaining(id.text());
  }

  @Test
  void pieceIsReturnedTwiceWhenRequestedTwice() throws IOException {
    chunkStore().putPiece(id, 1, 0, new byte[] {1}, NOW);
    chunkStore().putPiece(id, 1, 1, new byte[] {2}, NOW);
    chunkStore().putManifest(id, 1, EMPTY_MANIFEST, NOW);
    assertThat(chunkStore().open(id, 1, List.of()).source().get(List.of(0, 1, 0)))
        .extracting(piece -> piece[0])
        .containsExactly((byte) 1, (byte) 2, (byte) 1);
  }

  @Test
  void piecesAreReturnedInRequestedOrderWhenTheyNeedSeveralReads() throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (int number = 0; number < 230; number++) {
      chunkStore().putPiece(id, 1, number, new byte[] {(byte) number, 42}, NOW);
      numbers.add(number);
    }
    chunkStore().putManifest(id, 1, EMPTY_MANIFEST, NOW);
    Collections.shuffle(numbers, new Random(3));
    List<byte[]> pieces = chunkStore().open(id, 1, List.of()).source().get(numbers);
    assertThat(pieces)
        .extracting(piece -> piece[0])
        .isEqualTo(numbers.stream().map(Integer::byteValue).toList());
  }

  @Test
  void piecesAreReturnedWhenTheyExceedSizeOfOneRead() throws IOException {
    int count = 60;
    try (ChunkWriter writer = chunkStore().newWriter(id, 1, NOW, () -> false)) {
      for (int number = 0; number < count; number++) {
        byte[] piece = new byte[ChunkSink.MAX_PIECE_BYTES];
        piece[0] = (byte) number;
        writer.put(number, piece);
      }
      writer.finish();
    }
    chunkStore().putManifest(id, 1, EMPTY_MANIFEST, NOW);
    List<Integer> numbers = IntStream.range(0, count).boxed().toList();
    List<byte[]> pieces = chunkStore().open(id, 1, List.of()).source().get(numbers);
    assertThat(pieces)
        .hasSize(count)
        .allSatisfy(piece -> assertThat(piece).hasSize(ChunkSink.MAX_PIECE_BYTES));
    assertThat(pieces).extracting(piece -> (int) piece[0]).isEqualTo(numbers);
  }

  @Test
  void everyItemHasOwnPartitionAndExpiresInEpochSeconds() throws IOException {
    int pieces =
        writeSnapshot(1, 6_000).tables().getFirst().chunks().stream()
            .mapToInt(ChunkRef::pieceCount)
            .sum();
    List<Map<String, AttributeValue>> reportItems =
        client().scanPaginator(scan -> scan.tableName(SETTINGS.table().name())).items().stream()
            .filter(item -> item.get("pk").s().contains(id.text()))
            .toList();
    assertThat(reportItems).hasSize(pieces + 1);
    assertThat(reportItems).extracting(item -> item.get("pk")).doesNotHaveDuplicates();
    assertThat(reportItems)
        .extracting(item -> item.get("expiresAt"))
        .containsOnly(AttributeValue.fromN(Long.toString(NOW.getEpochSecond())));
  }
}
