package org.backlinks.store;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.backlinks.report.Report;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Writes many reports directly into a table, without transactions. */
public final class StoredReportWriter {
  private static final int BATCH_SIZE = 25;

  private StoredReportWriter() {}

  /** Writes reports, in any order. */
  public static void write(DynamoDbClient client, String table, List<Report> reports) {
    List<WriteRequest> writes =
        reports.stream()
            .map(report -> ReportItemCodec.encode(report).values())
            .map(item -> WriteRequest.builder().putRequest(put -> put.item(item)).build())
            .toList();
    IntStream.iterate(0, from -> from < writes.size(), from -> from + BATCH_SIZE)
        .parallel()
        .mapToObj(from -> writes.subList(from, Math.min(writes.size(), from + BATCH_SIZE)))
        .forEach(batch -> client.batchWriteItem(write -> write.requestItems(Map.of(table, batch))));
  }
}
