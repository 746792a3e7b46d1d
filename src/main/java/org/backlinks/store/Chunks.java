package org.backlinks.store;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.ops.Settings;
import org.backlinks.report.ReportId;
import org.backlinks.snapshot.ChunkSource;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.ManifestCodec;
import org.backlinks.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Snapshots: pieces of chunks, each in a partition of its own, and the manifest that names them.
 * Keys carry the lease version, so that two workers never write the same item.
 */
@Singleton
public final class Chunks {
  static final String BYTES = "bytes";
  private static final int BATCH = 100;

  /** What was paid for is tried to be kept for longer than a caller would wait. */
  private static final Duration ALL_TRIES = Duration.ofSeconds(30);

  private final DynamoDbClient dynamo;
  private final String table;
  private final Map<String, Manifest> recent = Collections.synchronizedMap(new Recent<>());

  public Chunks(DynamoDbClient dynamo, Settings settings) {
    this.dynamo = dynamo;
    this.table = settings.table();
  }

  /** Where the chunks of one answer go; must be closed before the manifest is written. */
  public ChunkWriter writer(ReportId id, int version, Instant expiresAt) {
    return new ChunkWriter(this, id, version, expiresAt);
  }

  void putPiece(ReportId id, int version, int number, byte[] piece, Instant expiresAt) {
    putAbsent(new Item(pieceKey(id, version, number)).bytes(BYTES, piece).expires(expiresAt));
  }

  /** Writes the manifest, after every piece that it names. */
  public void putManifest(ReportId id, int version, Manifest manifest, Instant expiresAt)
      throws IOException {
    putAbsent(
        new Item(manifestKey(id, version))
            .bytes(BYTES, ManifestCodec.encode(manifest))
            .expires(expiresAt));
  }

  /**
   * Writes the manifest of one of several answers, after every piece that it names.
   *
   * @param part the answer's name within the report
   */
  public void putPart(ReportId id, int version, String part, Manifest manifest, Instant expiresAt)
      throws IOException {
    putAbsent(
        new Item(partKey(id, version, part))
            .bytes(BYTES, ManifestCodec.encode(manifest))
            .expires(expiresAt));
  }

  /**
   * One of several answers.
   *
   * @throws IOException when it is not there or not what was written
   */
  public Manifest part(ReportId id, int version, String part) throws IOException {
    String key = partKey(id, version, part);
    Map<String, byte[]> found = new HashMap<>();
    get(List.of(key), found);
    return manifest(id, found.get(key));
  }

  private static Manifest manifest(ReportId id, byte @Nullable [] bytes) throws IOException {
    if (bytes == null) {
      throw new IOException("the manifest of report " + id.text() + " is missing");
    }
    return ManifestCodec.decode(bytes);
  }

  private void putAbsent(Item item) {
    try {
      dynamo.putItem(put ->
          put.tableName(table)
              .item(item.values())
              .conditionExpression("attribute_not_exists(" + Item.KEY + ")")
              .overrideConfiguration(configuration -> configuration.apiCallTimeout(ALL_TRIES)));
    } catch (ConditionalCheckFailedException e) {
      // only this holder writes under this version: an earlier try's answer was lost
    }
  }

  /**
   * The snapshot that a ready report names. What a version's manifest names is never written again,
   * so that it need not be read twice.
   *
   * @param early numbers of pieces that are likely wanted: they come with the manifest, where that
   *     is read
   * @throws IOException when it is not there or not what was written
   */
  public Snapshot open(ReportId id, int version, List<Integer> early) throws IOException {
    boolean known = recent.containsKey(manifestKey(id, version));
    return openWith(id, version, known ? List.of() : early);
  }

  /**
   * The same, with these pieces in any case.
   *
   * @throws IOException when it is not there or not what was written
   */
  public Snapshot openWith(ReportId id, int version, List<Integer> early) throws IOException {
    String key = manifestKey(id, version);
    Manifest known = recent.get(key);
    List<String> keys = new ArrayList<>(known == null ? List.of(key) : List.of());
    early.forEach(number -> keys.add(pieceKey(id, version, number)));
    Map<String, byte[]> found = new HashMap<>();
    if (!keys.isEmpty()) {
      get(keys, found);
    }
    Manifest manifest = known == null ? manifest(id, found.remove(key)) : known;
    recent.put(key, manifest);
    return new Snapshot(manifest, source(id, version, found));
  }

  /** {@code early} has what was read already. */
  private ChunkSource source(ReportId id, int version, Map<String, byte[]> early) {
    return new ChunkSource() {
      @Override
      public List<byte[]> get(List<Integer> numbers) throws IOException {
        return pieces(
            id, numbers.stream().map(number -> pieceKey(id, version, number)).toList(), early);
      }

      @Override
      public ChunkSource under(int other) {
        return source(id, other, early);
      }
    };
  }

  private List<byte[]> pieces(ReportId id, List<String> keys, Map<String, byte[]> early)
      throws IOException {
    Map<String, byte[]> found = new HashMap<>(early);
    // two lists may share their chunks, and one read takes no key twice
    List<String> wanted = keys.stream().distinct().filter(key -> !early.containsKey(key)).toList();
    for (int from = 0; from < wanted.size(); from += BATCH) {
      get(wanted.subList(from, Math.min(wanted.size(), from + BATCH)), found);
    }
    List<byte[]> pieces = new ArrayList<>();
    for (String key : keys) {
      byte[] piece = found.get(key);
      if (piece == null) {
        String number = key.substring(key.lastIndexOf('#') + 1);
        throw new IOException("piece " + number + " of report " + id.text() + " is missing");
      }
      pieces.add(piece);
    }
    return pieces;
  }

  private void get(List<String> keys, Map<String, byte[]> into) throws IOException {
    try {
      Items.find(dynamo, table, keys).forEach((key, item) -> into.put(key, item.bytes(BYTES)));
    } catch (Items.NotGivenException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static String pieceKey(ReportId id, int version, int number) {
    return "chunk#" + id.text() + "#" + version + "#" + number;
  }

  private static String partKey(ReportId id, int version, String part) {
    return "part#" + id.text() + "#" + version + "#" + part;
  }

  private static String manifestKey(ReportId id, int version) {
    return "manifest#" + id.text() + "#" + version;
  }
}
