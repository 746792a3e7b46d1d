package org.backlinks.store;

import static org.backlinks.report.SampleReports.NOW;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.backlinks.config.Settings;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.report.ReportId;
import org.backlinks.report.SampleReports;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.backlinks.snapshot.TableBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The base of tests of the chunk store. All tests of a class share one table. */
abstract class ChunkStoreTestBase {
  static final Settings SETTINGS = Settings.from(Map.of());
  static final Manifest EMPTY_MANIFEST =
      new Manifest("GetTopBackLinks", Globals.NONE, List.of(), List.of());

  private static LocalDynamoDb dynamo;
  private static ChunkStore chunkStore;

  final ReportId id = SampleReports.id();

  @BeforeAll
  static void start() {
    dynamo = LocalDynamoDb.inMemory();
    dynamo.createTable(SETTINGS.table().name());
    chunkStore = newStore(dynamo.client());
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  static DynamoDbClient client() {
    return dynamo.client();
  }

  static ChunkStore chunkStore() {
    return chunkStore;
  }

  static ChunkStore newStore(DynamoDbClient client) {
    return StoreFixture.of(client, SETTINGS).chunkStore();
  }

  /** Returns a manifest whose compressed size is about this number of bytes. */
  static Manifest manifestOfSize(int bytes) {
    Random seeded = new Random(5);
    Map<String, String> attributes = new TreeMap<>();
    for (int size = 0; size < bytes; size += 1_000) {
      byte[] random = new byte[750];
      seeded.nextBytes(random);
      attributes.put("A" + size, Base64.getEncoder().encodeToString(random));
    }
    Table table = new Table("URL", Table.Kind.LINKS, "url", attributes, 0, List.of());
    return new Manifest("GetTopBackLinks", Globals.NONE, List.of(table), List.of());
  }

  /** Writes a snapshot with one column. The cells contain the version and the row. */
  Manifest writeSnapshot(int version, int rows) throws IOException {
    try (ChunkWriter writer = chunkStore.newWriter(id, version, NOW, () -> false)) {
      SnapshotBuilder builder = new SnapshotBuilder(writer);
      TableBuilder table = builder.startTable("URL");
      for (int row = 0; row < rows; row++) {
        char[] text = (version + ": row " + row).toCharArray();
        table.setCell(table.columnIndex("Text"), text, 0, text.length);
        table.endRow();
      }
      table.finish();
      writer.finish();
      Manifest manifest =
          new Manifest("GetTopBackLinks", Globals.NONE, builder.tables(), List.of());
      chunkStore.putManifest(id, version, manifest, NOW);
      return manifest;
    }
  }
}
