package org.backlinks.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.backlinks.report.ReportId;
import org.backlinks.report.SampleReports;
import org.backlinks.snapshot.ManifestCodec;
import org.backlinks.task.ModelChecker;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;

/** Two readers of different reports. */
public class ChunkStoreInterleavingTest {
  private static final ReportId FIRST = SampleReports.id();
  private static final ReportId SECOND = SampleReports.id();

  private final ManifestTable table = new ManifestTable();
  private final ChunkStore store = ChunkStoreTestBase.newStore(table);

  @Test
  void cachedManifestsAreKept() {
    new ModelChecker(getClass())
        .withoutSwitchesIn(LargeValueStore.class, ManifestCodec.class)
        .check(List.of("openFirst"), List.of("openSecond"));
  }

  @Operation
  public void openFirst() throws IOException {
    store.open(FIRST, 1, List.of());
  }

  @Operation
  public void openSecond() throws IOException {
    store.open(SECOND, 1, List.of());
  }

  @Validate
  public void checkCache() throws IOException {
    openFirst();
    openSecond();
    if (table.readCount.get() != 2) {
      throw new IllegalStateException("a manifest was read again");
    }
  }

  /** A table with an empty manifest under each key. Counts its reads. */
  private static final class ManifestTable implements DynamoDbClient {
    private final AtomicInteger readCount = new AtomicInteger();

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
      readCount.incrementAndGet();
      String name = ChunkStoreTestBase.SETTINGS.table().name();
      return BatchGetItemResponse.builder()
          .responses(
              Map.of(
                  name,
                  request.requestItems().get(name).keys().stream()
                      .map(ManifestTable::withManifest)
                      .toList()))
          .build();
    }

    private static Map<String, AttributeValue> withManifest(Map<String, AttributeValue> key) {
      try {
        Map<String, AttributeValue> item = new HashMap<>(key);
        byte[] manifest = ManifestCodec.encode(ChunkStoreTestBase.EMPTY_MANIFEST);
        item.put(TableAttributes.BYTES, AttributeValue.fromB(SdkBytes.fromByteArray(manifest)));
        return item;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
