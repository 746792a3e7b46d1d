package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.backlinks.report.SampleReports.NOW;
import static org.backlinks.store.RecordedReports.TTL;
import static org.backlinks.store.RecordedReports.id;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.backlinks.config.Settings;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.report.ReportId;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.backlinks.snapshot.TableFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Chunks and manifests that an earlier version of the program stored. The recorded chunks have
 * columns in each encoding, and some columns follow other columns. The recorded manifests have
 * tables of each kind.
 */
class RecordedSnapshotTest {
  private static LocalDynamoDb dynamo;
  private static int tables;

  private String table;
  private StoreFixture stores;

  @BeforeAll
  static void start() {
    dynamo = LocalDynamoDb.inMemory();
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @BeforeEach
  void newTable() {
    table = "recorded-" + tables++;
    dynamo.createTable(table);
    stores = StoreFixture.of(dynamo.client(), Settings.from(Map.of("BACKLINKS_TABLE", table)));
  }

  @Test
  void recordedSnapshotIsRead() throws IOException {
    RecordedTable.load("snapshot", dynamo.client(), table);
    Snapshot snapshot = stores.chunkStore().open(id(40), 1, List.of(0));
    Manifest manifest = snapshot.manifest();
    assertThat(manifest.command()).isEqualTo("GetTopBackLinks");
    assertThat(manifest.globals()).isEqualTo(RecordedAnswer.globals());
    assertThat(manifest.warnings()).isEqualTo(RecordedAnswer.WARNINGS);
    assertThat(manifest.tables())
        .extracting(Table::name, Table::kind, Table::scope, Table::rowCount)
        .containsExactly(
            tuple("URL", Table.Kind.LINKS, "url", RecordedAnswer.LINKS),
            tuple("DomainsInfo", Table.Kind.DOMAINS, null, RecordedAnswer.DOMAINS),
            tuple("UnknownTable", Table.Kind.OTHER, null, 1));
    assertThat(manifest.tables().getFirst().attributes()).isEqualTo(RecordedAnswer.attributes());
    assertThat(TableFixture.readRows(snapshot.source(), manifest.tables().get(0)))
        .isEqualTo(RecordedAnswer.links(RecordedAnswer.LINKS));
    assertThat(TableFixture.readRows(snapshot.source(), manifest.tables().get(1)))
        .isEqualTo(RecordedAnswer.domains());
    assertThat(TableFixture.readRows(snapshot.source(), manifest.tables().get(2)))
        .isEqualTo(RecordedAnswer.unknownRows());
  }

  @Test
  void writtenSnapshotEqualsRecordedSnapshot() throws IOException {
    Manifest manifest = writeAnswer(id(40), 1, "url", 0);
    stores.chunkStore().putManifest(id(40), 1, manifest, NOW.plus(TTL));
    assertThat(unpackedItems()).isEqualTo(recordedItems("snapshot"));
  }

  @Test
  void recordedSnapshotOfSeveralAnswersIsRead() throws IOException {
    RecordedTable.load("snapshot-of-several-answers", dynamo.client(), table);
    Snapshot snapshot = stores.chunkStore().open(id(41), 3, List.of());
    Manifest manifest = snapshot.manifest();
    assertThat(manifest.linkTables(List.of("url", "rootDomain")))
        .hasSize(2)
        .allSatisfy(list ->
            assertThat(TableFixture.readRows(snapshot.source(), list))
                .isEqualTo(RecordedAnswer.links(RecordedAnswer.LINKS)))
        .extracting(Table::domainBase)
        .containsExactly(0L, (long) RecordedAnswer.DOMAINS);
    assertThat(manifest.tables(Table.Kind.DOMAINS))
        .hasSize(2)
        .allSatisfy(list ->
            assertThat(TableFixture.readRows(snapshot.source(), list))
                .isEqualTo(RecordedAnswer.domains()));
    assertThat(manifest.warnings())
        .startsWith("Refused: \"ä\".")
        .endsWith(RecordedAnswer.WARNINGS.getLast());
    Manifest part = stores.chunkStore().readPart(id(41), 3, "rootDomain");
    assertThat(part.tables()).hasSize(3);
    assertThat(stores.chunkStore().findLeftoverManifest(id(41), 4, "url").orElseThrow().version())
        .isEqualTo(1);
  }

  @Test
  void writtenSnapshotOfSeveralAnswersEqualsRecordedSnapshot() throws IOException {
    ChunkStore chunks = stores.chunkStore();
    Manifest first = writeAnswer(id(41), 1, "url", 0);
    chunks.putPart(id(41), 1, "url", first, NOW.plus(TTL));
    Manifest second = writeAnswer(id(41), 3, "rootDomain", 2_000_000);
    chunks.putPart(id(41), 3, "rootDomain", second, NOW.plus(TTL));
    Manifest merged =
        Manifest.merge(
            List.of(new Manifest.Part(1, first), new Manifest.Part(3, second)),
            List.of("Refused: \"ä\"."));
    chunks.putManifest(id(41), 3, merged, NOW.plus(TTL));
    assertThat(unpackedItems()).isEqualTo(recordedItems("snapshot-of-several-answers"));
  }

  /** The pieces of these items were cut by hand. The earlier version could read them. */
  @Test
  void recordedSnapshotInSeveralItemsIsRead() throws IOException {
    RecordedTable.load("snapshot-in-several-items", dynamo.client(), table);
    Snapshot snapshot = stores.chunkStore().open(id(42), 1, List.of());
    Table links = snapshot.manifest().tables().getFirst();
    assertThat(links.chunks()).extracting(ChunkRef::pieceCount).containsExactly(3);
    assertThat(TableFixture.readRows(snapshot.source(), links))
        .isEqualTo(RecordedAnswer.links(200));
  }

  @Test
  void largeSnapshotIsSplitIntoItemsOfRecordedSizes() throws IOException {
    ReportId id = id(43);
    Random random = new Random(5);
    Manifest manifest;
    try (ChunkWriter writer = stores.chunkStore().newWriter(id, 1, NOW, () -> false)) {
      SnapshotBuilder builder = new SnapshotBuilder(writer);
      List<Map<String, String>> rows = new ArrayList<>();
      for (int row = 0; row < 1_000; row++) {
        rows.add(Map.of("SourceTitle", randomText(random, 600)));
      }
      TableFixture.writeTable(builder, "URL", Map.of(), rows);
      writer.finish();
      Map<String, String> attributes = new TreeMap<>();
      IntStream.range(0, 600).forEach(i -> attributes.put("A" + i, randomText(random, 750)));
      List<ChunkRef> chunks = builder.tables().getFirst().chunks();
      Table large = new Table("URL", Table.Kind.LINKS, "url", attributes, 1_000, chunks);
      manifest = new Manifest("GetTopBackLinks", Globals.NONE, List.of(large), List.of());
    }
    stores.chunkStore().putManifest(id, 1, manifest, NOW);
    Map<String, Integer> sizes = new TreeMap<>();
    Map<String, AttributeValue> counts = new TreeMap<>();
    for (var item : dynamo.client().scanPaginator(scan -> scan.tableName(table)).items()) {
      String key = item.get("pk").s().replace(id.text(), "ID");
      sizes.put(key, item.get("bytes").b().asByteArray().length);
      if (item.containsKey("pieces")) {
        counts.put(key, item.get("pieces"));
      }
    }
    assertThat(sizes)
        .containsOnlyKeys("chunk#ID#1#0", "chunk#ID#1#1", "manifest#ID#1", "manifest#ID#1#1")
        .containsEntry("chunk#ID#1#0", 350_000)
        .containsEntry("manifest#ID#1", 350_000);
    assertThat(counts).isEqualTo(Map.of("manifest#ID#1", AttributeValue.fromN("2")));
    assertThat(stores.chunkStore().open(id, 1, List.of()).manifest()).isEqualTo(manifest);
  }

  private static String randomText(Random random, int bytes) {
    byte[] text = new byte[bytes];
    random.nextBytes(text);
    return Base64.getEncoder().encodeToString(text);
  }

  private List<Map<String, AttributeValue>> unpackedItems() {
    return RecordedTable.dump(dynamo.client(), table, UnpackedBytes::unpack);
  }

  private static List<Map<String, AttributeValue>> recordedItems(String name) throws IOException {
    return RecordedTable.read(name).stream().map(UnpackedBytes::unpack).toList();
  }

  private Manifest writeAnswer(ReportId id, int version, String scope, int firstPiece)
      throws IOException {
    try (ChunkWriter writer =
        stores.chunkStore().newWriter(id, version, NOW.plus(TTL), () -> false)) {
      SnapshotBuilder builder = new SnapshotBuilder(writer, firstPiece);
      TableFixture.writeTable(
          builder, "URL", RecordedAnswer.attributes(), RecordedAnswer.links(RecordedAnswer.LINKS));
      TableFixture.writeTable(builder, "DomainsInfo", Map.of(), RecordedAnswer.domains());
      TableFixture.writeTable(builder, "UnknownTable", Map.of(), RecordedAnswer.unknownRows());
      writer.finish();
      List<Table> written = builder.tables();
      return new Manifest(
          "GetTopBackLinks",
          RecordedAnswer.globals(),
          List.of(written.get(0).asLinks(scope), written.get(1).asDomains(), written.get(2)),
          RecordedAnswer.WARNINGS);
    }
  }
}
