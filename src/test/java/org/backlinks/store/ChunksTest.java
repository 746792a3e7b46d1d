package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.backlinks.report.Samples.NOW;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.backlinks.local.DynamoDb;
import org.backlinks.ops.Settings;
import org.backlinks.report.ReportId;
import org.backlinks.report.Samples;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.ChunkSink;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.PackedChunk;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.backlinks.snapshot.TableBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

class ChunksTest {
  private static final Settings SETTINGS = Settings.from(Map.of());
  private static final Manifest EMPTY =
      new Manifest("GetTopBackLinks", Globals.NONE, List.of(), List.of());

  private static DynamoDb dynamo;
  private static Chunks chunks;

  private final ReportId id = Samples.id();

  @BeforeAll
  static void start() {
    dynamo = DynamoDb.inMemory();
    dynamo.createTable(SETTINGS.table());
    chunks = new Chunks(dynamo.client(), SETTINGS);
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @Test
  void aSnapshotComesBackAsItWasWritten() throws IOException {
    Manifest manifest = write(1, 6_000);
    Snapshot snapshot = chunks.open(id, 1, List.of());
    assertThat(snapshot.manifest()).isEqualTo(manifest);
    List<String> cells = new ArrayList<>();
    for (var ref : snapshot.manifest().tables().getFirst().chunks()) {
      Chunk chunk = snapshot.chunk(ref);
      for (int row = 0; row < chunk.rows(); row++) {
        cells.add(String.valueOf(chunk.columns().getFirst().cell(row)));
      }
    }
    assertThat(cells)
        .isEqualTo(IntStream.range(0, 6_000).mapToObj(row -> "1: row " + row).toList());
  }

  @Test
  void twoVersionsOfOneReportDoNotMeet() throws IOException {
    write(1, 3);
    write(2, 3);
    for (int version = 1; version <= 2; version++) {
      Snapshot snapshot = chunks.open(id, version, List.of());
      Table table = snapshot.manifest().tables().getFirst();
      assertThat(snapshot.chunk(table.chunks().getFirst()).columns().getFirst().cell(0))
          .isEqualTo(version + ": row 0");
    }
  }

  @Test
  void aManifestNamesChunksOfSeveralVersions() throws IOException {
    chunks.putPart(id, 1, "url", write(1, 3), NOW);
    chunks.putPart(id, 2, "rootDomain", write(2, 3), NOW);
    Manifest whole =
        Manifest.joined(
            List.of(
                new Manifest.Part(1, chunks.part(id, 1, "url")),
                new Manifest.Part(2, chunks.part(id, 2, "rootDomain"))),
            List.of());
    chunks.putManifest(id, 7, whole, NOW);
    Snapshot snapshot = chunks.open(id, 7, List.of());
    assertThat(snapshot.manifest()).isEqualTo(whole);
    for (int part = 0; part < 2; part++) {
      Table table = snapshot.manifest().tables().get(part);
      assertThat(snapshot.chunk(table.chunks().getFirst()).columns().getFirst().cell(0))
          .isEqualTo(part + 1 + ": row 0");
    }
  }

  @Test
  void aPartThatWasNeverWrittenIsAnIoException() throws IOException {
    chunks.putPart(id, 1, "url", EMPTY, NOW);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> chunks.part(id, 1, "subdomain"));
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> chunks.part(id, 2, "url"));
  }

  @Test
  void aPieceThatIsPutTwiceStaysAsItWas() throws IOException {
    chunks.putPiece(id, 1, 0, new byte[] {1}, NOW);
    chunks.putPiece(id, 1, 0, new byte[] {2}, NOW);
    chunks.putManifest(id, 1, EMPTY, NOW);
    chunks.putManifest(id, 1, EMPTY, NOW);
    Snapshot snapshot = chunks.open(id, 1, List.of());
    assertThat(snapshot.source().get(List.of(0))).containsExactly(new byte[] {1});
  }

  @Test
  void aManifestAndThePieceThatIsWantedFirstComeByOneRead() throws IOException {
    Manifest manifest = write(1, 3);
    Counting counting = new Counting(dynamo.client());
    Snapshot snapshot = new Chunks(counting, SETTINGS).open(id, 1, List.of(0));
    assertThat(snapshot.manifest()).isEqualTo(manifest);
    assertThat(snapshot.chunk(manifest.tables().getFirst().chunks().getFirst()).rows())
        .isEqualTo(3);
    assertThat(counting.sizes).containsExactly(2);
  }

  @Test
  void aPieceThatWasGuessedWronglyDoesNoHarm() throws IOException {
    chunks.putPiece(id, 1, 5, new byte[] {5}, NOW);
    chunks.putManifest(id, 1, EMPTY, NOW);
    Counting counting = new Counting(dynamo.client());
    Snapshot snapshot = new Chunks(counting, SETTINGS).open(id, 1, List.of(0));
    assertThat(snapshot.source().get(List.of(5))).containsExactly(new byte[] {5});
    assertThat(counting.sizes).containsExactly(2, 1);
  }

  @Test
  void aManifestIsReadOnceAsLongAsItIsAmongTheRecentOnes() throws IOException {
    Counting counting = new Counting(dynamo.client());
    Chunks remembering = new Chunks(counting, SETTINGS);
    for (int version = 1; version <= Recent.MOST + 1; version++) {
      write(version, 1);
      remembering.open(id, version, List.of());
      remembering.open(id, version, List.of());
    }
    assertThat(counting.sizes).hasSize(Recent.MOST + 1);
    assertThat(remembering.open(id, 2, List.of()).manifest())
        .isEqualTo(chunks.open(id, 2, List.of()).manifest());
    assertThat(counting.sizes).hasSize(Recent.MOST + 1);
    remembering.open(id, 1, List.of());
    assertThat(counting.sizes).hasSize(Recent.MOST + 2);
  }

  @Test
  void besideAManifestThatIsKnownAPieceComesAtOnceOnlyForOneWhoInsists() throws IOException {
    Manifest manifest = write(1, 3);
    ChunkRef first = manifest.tables().getFirst().chunks().getFirst();
    Counting counting = new Counting(dynamo.client());
    Chunks remembering = new Chunks(counting, SETTINGS);
    remembering.open(id, 1, List.of());
    Snapshot patient = remembering.open(id, 1, List.of(0));
    assertThat(counting.sizes).containsExactly(1);
    assertThat(patient.chunk(first).rows()).isEqualTo(3);
    assertThat(counting.sizes).containsExactly(1, 1);
    Snapshot insistent = remembering.openWith(id, 1, List.of(0));
    assertThat(counting.sizes).containsExactly(1, 1, 1);
    assertThat(insistent.chunk(first).rows()).isEqualTo(3);
    assertThat(counting.sizes).hasSize(3);
  }

  @Test
  void severalChunksComeByOneRead() throws IOException {
    Manifest manifest = write(1, 6_000);
    Counting counting = new Counting(dynamo.client());
    Snapshot snapshot = new Chunks(counting, SETTINGS).open(id, 1, List.of());
    List<ChunkRef> refs = manifest.tables().getFirst().chunks();
    List<PackedChunk> packed = snapshot.packed(refs);
    assertThat(counting.sizes).containsExactly(1, refs.size());
    for (int i = 0; i < refs.size(); i++) {
      assertThat(packed.get(i).unpack().rows()).isEqualTo(refs.get(i).rows());
    }
  }

  @Test
  void aSnapshotWithoutAManifestIsAnIoException() {
    chunks.putPiece(id, 1, 0, new byte[] {1}, NOW);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> chunks.open(id, 1, List.of()))
        .withMessageContaining("manifest")
        .withMessageContaining(id.text());
  }

  @Test
  void aMissingPieceIsAnIoExceptionThatNamesIt() throws IOException {
    chunks.putPiece(id, 1, 0, new byte[] {1}, NOW);
    chunks.putManifest(id, 1, EMPTY, NOW);
    Snapshot snapshot = chunks.open(id, 1, List.of());
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> snapshot.source().get(List.of(0, 7)))
        .withMessageContaining("piece 7")
        .withMessageContaining(id.text());
  }

  @Test
  void aPieceThatIsAskedForTwiceComesTwice() throws IOException {
    chunks.putPiece(id, 1, 0, new byte[] {1}, NOW);
    chunks.putPiece(id, 1, 1, new byte[] {2}, NOW);
    chunks.putManifest(id, 1, EMPTY, NOW);
    assertThat(chunks.open(id, 1, List.of()).source().get(List.of(0, 1, 0)))
        .extracting(piece -> piece[0])
        .containsExactly((byte) 1, (byte) 2, (byte) 1);
  }

  @Test
  void morePiecesThanOneReadGivesComeInTheOrderAskedFor() throws IOException {
    List<Integer> numbers = new ArrayList<>();
    for (int number = 0; number < 230; number++) {
      chunks.putPiece(id, 1, number, new byte[] {(byte) number, 42}, NOW);
      numbers.add(number);
    }
    chunks.putManifest(id, 1, EMPTY, NOW);
    Collections.shuffle(numbers, new Random(3));
    List<byte[]> pieces = chunks.open(id, 1, List.of()).source().get(numbers);
    assertThat(pieces)
        .extracting(piece -> piece[0])
        .isEqualTo(numbers.stream().map(Integer::byteValue).toList());
  }

  @Test
  void moreBytesThanOneReadGivesComeAllTheSame() throws IOException {
    int count = 60;
    try (ChunkWriter writer = chunks.writer(id, 1, NOW)) {
      for (int number = 0; number < count; number++) {
        byte[] piece = new byte[ChunkSink.LARGEST_PIECE];
        piece[0] = (byte) number;
        writer.put(number, piece);
      }
      writer.finish();
    }
    chunks.putManifest(id, 1, EMPTY, NOW);
    List<Integer> numbers = IntStream.range(0, count).boxed().toList();
    List<byte[]> pieces = chunks.open(id, 1, List.of()).source().get(numbers);
    assertThat(pieces)
        .hasSize(count)
        .allSatisfy(piece -> assertThat(piece).hasSize(ChunkSink.LARGEST_PIECE));
    assertThat(pieces).extracting(piece -> (int) piece[0]).isEqualTo(numbers);
  }

  @Test
  void everyItemLiesInAPartitionOfItsOwnAndExpiresInEpochSeconds() throws IOException {
    int pieces =
        write(1, 6_000).tables().getFirst().chunks().stream().mapToInt(ChunkRef::pieces).sum();
    List<Map<String, AttributeValue>> ours =
        dynamo.client().scanPaginator(scan -> scan.tableName(SETTINGS.table())).items().stream()
            .filter(item -> item.get("pk").s().contains(id.text()))
            .toList();
    assertThat(ours).hasSize(pieces + 1);
    assertThat(ours).extracting(item -> item.get("pk")).doesNotHaveDuplicates();
    assertThat(ours)
        .extracting(item -> item.get("expiresAt"))
        .containsOnly(AttributeValue.fromN(Long.toString(NOW.getEpochSecond())));
  }

  @Test
  void aPieceThatCannotBeStoredIsAnIoExceptionBeforeTheManifest() {
    Chunks nowhere =
        new Chunks(dynamo.client(), Settings.from(Map.of("BACKLINKS_TABLE", "nowhere")));
    try (ChunkWriter writer = nowhere.writer(id, 1, NOW)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> {
            writer.put(0, new byte[1]);
            writer.finish();
          });
    }
  }

  @Test
  void aPieceWhoseWritingDiedIsAnIoExceptionBeforeTheManifest() {
    Chunks dying = new Chunks(new Dying(), SETTINGS);
    try (ChunkWriter writer = dying.writer(id, 1, NOW)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> {
            writer.put(0, new byte[1]);
            writer.finish();
          });
    }
  }

  private Manifest write(int version, int rows) throws IOException {
    try (ChunkWriter writer = chunks.writer(id, version, NOW)) {
      SnapshotBuilder builder = new SnapshotBuilder(writer);
      TableBuilder table = builder.table("URL");
      for (int row = 0; row < rows; row++) {
        char[] text = (version + ": row " + row).toCharArray();
        table.cell(table.column("Text"), text, 0, text.length);
        table.endRow();
      }
      table.finish();
      writer.finish();
      Manifest manifest =
          new Manifest("GetTopBackLinks", Globals.NONE, builder.tables(), List.of());
      chunks.putManifest(id, version, manifest, NOW);
      return manifest;
    }
  }

  /** No real database dies inside a call. */
  private static final class Dying implements DynamoDbClient {
    @Override
    public PutItemResponse putItem(PutItemRequest request) {
      throw new OutOfMemoryError("on purpose");
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }

  /** Counts the keys of each read. */
  private static final class Counting implements DynamoDbClient {
    private final DynamoDbClient dynamo;
    private final List<Integer> sizes = new ArrayList<>();

    Counting(DynamoDbClient dynamo) {
      this.dynamo = dynamo;
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
      sizes.add(request.requestItems().get(SETTINGS.table()).keys().size());
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
