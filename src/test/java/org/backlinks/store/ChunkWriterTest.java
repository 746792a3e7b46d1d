package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.backlinks.report.SampleReports.NOW;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.backlinks.config.Settings;
import org.backlinks.local.LocalDynamoDb;
import org.backlinks.report.ReportId;
import org.backlinks.report.SampleReports;
import org.backlinks.task.ThreadTaskScheduler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

class ChunkWriterTest {
  private static final Settings SETTINGS = Settings.from(Map.of());

  private static LocalDynamoDb dynamo;

  private final ReportId id = SampleReports.id();

  @BeforeAll
  static void start() {
    dynamo = LocalDynamoDb.inMemory();
    dynamo.createTable(SETTINGS.table().name());
  }

  @AfterAll
  static void stop() {
    dynamo.close();
  }

  @Test
  void finishFailsWhenPieceCannotBeStored() {
    ChunkStore storeWithoutTable =
        StoreFixture.of(dynamo.client(), Settings.from(Map.of("BACKLINKS_TABLE", "nowhere")))
            .chunkStore();
    try (ChunkWriter writer = storeWithoutTable.newWriter(id, 1, NOW, () -> false)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> {
            writer.put(0, new byte[1]);
            writer.finish();
          });
    }
  }

  @Test
  void finishFailsWhenWritingThreadDies() {
    ChunkStore crashingStore = StoreFixture.of(new CrashingDynamoDbClient(), SETTINGS).chunkStore();
    try (ChunkWriter writer = crashingStore.newWriter(id, 1, NOW, () -> false)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> {
            writer.put(0, new byte[1]);
            writer.finish();
          });
    }
  }

  @Test
  void threePiecesAreWrittenAtTheSameTime() throws IOException {
    CountDownLatch threeUnderWay = new CountDownLatch(3);
    List<Integer> written = Collections.synchronizedList(new ArrayList<>());
    try (ChunkWriter writer =
        new ChunkWriter(
            (number, piece) -> {
              threeUnderWay.countDown();
              awaitForever(threeUnderWay);
              written.add(number);
            },
            new ThreadTaskScheduler())) {
      for (int number = 0; number < 9; number++) {
        writer.put(number, new byte[1]);
      }
      writer.finish();
    }
    assertThat(written).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void putFailsAfterPieceCouldNotBeStored() {
    ChunkWriter writer = newFailingWriter(new IOException("on purpose"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> {
          for (int number = 0; number < 5; number++) {
            writer.put(number, new byte[1]);
          }
        })
        .havingCause()
        .withMessage("on purpose");
    writer.close();
  }

  @Test
  void finishThrowsRejectionWhenPieceIsRejected() throws IOException {
    ItemRejectedException rejection = new ItemRejectedException(new IOException("too large"));
    ChunkWriter writer = newFailingWriter(rejection);
    for (int number = 0; number < 20; number++) {
      writer.put(number, new byte[1]);
    }
    assertThatExceptionOfType(ItemRejectedException.class)
        .isThrownBy(writer::finish)
        .isSameAs(rejection);
  }

  private static ChunkWriter newFailingWriter(IOException failure) {
    return new ChunkWriter(
        (number, piece) -> {
          throw failure;
        },
        new ThreadTaskScheduler());
  }

  private static void awaitForever(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** A client that throws an error in each write. */
  private static final class CrashingDynamoDbClient implements DynamoDbClient {
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
}
