package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.report.SampleReports.NOW;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.PackedChunk;
import org.backlinks.snapshot.Snapshot;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;

/** Tests how many reads the chunk store makes. */
class ChunkStoreReadTest extends ChunkStoreTestBase {
  @Test
  void manifestAndExpectedPieceAreReadTogether() throws IOException {
    Manifest manifest = writeSnapshot(1, 3);
    KeyCountingDynamoDbClient counting = new KeyCountingDynamoDbClient(client());
    Snapshot snapshot = newStore(counting).open(id, 1, List.of(0));
    assertThat(snapshot.manifest()).isEqualTo(manifest);
    assertThat(snapshot.readChunk(manifest.tables().getFirst().chunks().getFirst()).rowCount())
        .isEqualTo(3);
    assertThat(counting.keysPerRead).containsExactly(2);
  }

  @Test
  void expectedPieceIsIgnoredWhenItIsMissing() throws IOException {
    chunkStore().putPiece(id, 1, 5, new byte[] {5}, NOW);
    chunkStore().putManifest(id, 1, EMPTY_MANIFEST, NOW);
    KeyCountingDynamoDbClient counting = new KeyCountingDynamoDbClient(client());
    Snapshot snapshot = newStore(counting).open(id, 1, List.of(0));
    assertThat(snapshot.source().get(List.of(5))).containsExactly(new byte[] {5});
    assertThat(counting.keysPerRead).containsExactly(2, 1);
  }

  @Test
  void largeManifestIsReadAgainWithTwoRequests() throws IOException {
    chunkStore().putManifest(id, 1, manifestOfSize(1_000_000), NOW);
    KeyCountingDynamoDbClient counting = new KeyCountingDynamoDbClient(client());
    ChunkStore countingStore = newStore(counting);
    countingStore.open(id, 1, List.of());
    countingStore.open(id, 1, List.of());
    assertThat(counting.keysPerRead).hasSize(4).startsWith(1).endsWith(counting.keysPerRead.get(1));
    assertThat(counting.keysPerRead.get(1)).isBetween(2, 3);
  }

  @Test
  void recentManifestIsReadOnce() throws IOException {
    KeyCountingDynamoDbClient counting = new KeyCountingDynamoDbClient(client());
    ChunkStore cachingStore = newStore(counting);
    for (int version = 1; version <= LruCache.MAX_ENTRIES + 1; version++) {
      writeSnapshot(version, 1);
      cachingStore.open(id, version, List.of());
      cachingStore.open(id, version, List.of());
    }
    assertThat(counting.keysPerRead).hasSize(LruCache.MAX_ENTRIES + 1);
    assertThat(cachingStore.open(id, 2, List.of()).manifest())
        .isEqualTo(chunkStore().open(id, 2, List.of()).manifest());
    assertThat(counting.keysPerRead).hasSize(LruCache.MAX_ENTRIES + 1);
    cachingStore.open(id, 1, List.of());
    assertThat(counting.keysPerRead).hasSize(LruCache.MAX_ENTRIES + 2);
  }

  @Test
  void piecesAreReadEarlyWithCachedManifestOnlyWhenRequired() throws IOException {
    Manifest manifest = writeSnapshot(1, 3);
    ChunkRef first = manifest.tables().getFirst().chunks().getFirst();
    KeyCountingDynamoDbClient counting = new KeyCountingDynamoDbClient(client());
    ChunkStore cachingStore = newStore(counting);
    cachingStore.open(id, 1, List.of());
    Snapshot cached = cachingStore.open(id, 1, List.of(0));
    assertThat(counting.keysPerRead).containsExactly(1);
    assertThat(cached.readChunk(first).rowCount()).isEqualTo(3);
    assertThat(counting.keysPerRead).containsExactly(1, 1);
    Snapshot withPieces = cachingStore.openWithPieces(id, 1, List.of(0));
    assertThat(counting.keysPerRead).containsExactly(1, 1, 1);
    assertThat(withPieces.readChunk(first).rowCount()).isEqualTo(3);
    assertThat(counting.keysPerRead).hasSize(3);
  }

  @Test
  void severalChunksAreReadTogether() throws IOException {
    Manifest manifest = writeSnapshot(1, 6_000);
    KeyCountingDynamoDbClient counting = new KeyCountingDynamoDbClient(client());
    Snapshot snapshot = newStore(counting).open(id, 1, List.of());
    List<ChunkRef> refs = manifest.tables().getFirst().chunks();
    List<PackedChunk> packed = snapshot.readPacked(refs);
    assertThat(counting.keysPerRead).containsExactly(1, refs.size());
    for (int i = 0; i < refs.size(); i++) {
      assertThat(packed.get(i).unpack().rowCount()).isEqualTo(refs.get(i).rowCount());
    }
  }

  /** Counts the keys of each read. */
  private static final class KeyCountingDynamoDbClient implements DynamoDbClient {
    private final DynamoDbClient dynamo;
    private final List<Integer> keysPerRead = new ArrayList<>();

    KeyCountingDynamoDbClient(DynamoDbClient dynamo) {
      this.dynamo = dynamo;
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
      keysPerRead.add(request.requestItems().get(SETTINGS.table().name()).keys().size());
      return dynamo.batchGetItem(request);
    }

    @Override
    public String serviceName() {
      return dynamo.serviceName();
    }

    @Override
    public void close() {}
  }
}
