package org.backlinks.store;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.backlinks.report.ReportId;
import org.backlinks.snapshot.ChunkSink;
import org.backlinks.snapshot.ChunkSource;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.ManifestCodec;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.task.TaskScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Stores snapshots: the pieces of their chunks, and the manifests that list the chunks. The keys
 * contain the lease version, so two workers never write the same item.
 */
@Singleton
public final class ChunkStore {
  /** The number of lease versions that are searched for the manifest of an interrupted holder. */
  private static final int MAX_VERSIONS_BACK = 100;

  private final LargeValueStore values;
  private final WriteRetry writeRetry;
  private final TaskScheduler scheduler;
  private final Map<String, Manifest> recentManifests =
      Collections.synchronizedMap(new LruCache<>());

  ChunkStore(LargeValueStore values, WriteRetry writeRetry, TaskScheduler scheduler) {
    this.values = values;
    this.writeRetry = writeRetry;
    this.scheduler = scheduler;
  }

  /**
   * Returns a writer for the chunks of one answer. Close it before you write the manifest.
   *
   * @param version the lease version of the holder
   * @param isHeld returns whether the holder still has its lease. The writer repeats failed writes
   *     while it returns true
   */
  public ChunkWriter newWriter(
      ReportId id, int version, Instant expiresAt, BooleanSupplier isHeld) {
    return new ChunkWriter(
        (number, piece) ->
            writeRetry.retryWhileHeld(
                isHeld, () -> putPiece(id, version, number, piece, expiresAt)),
        scheduler);
  }

  boolean putPiece(ReportId id, int version, int number, byte[] piece, Instant expiresAt) {
    return values.putIfAbsent(TableKeys.piece(id, version, number), piece, expiresAt);
  }

  /**
   * Writes the manifest of a report. Write it after all pieces that it names.
   *
   * @return whether this write took effect; false when the manifest is stored already
   */
  public boolean putManifest(ReportId id, int version, Manifest manifest, Instant expiresAt)
      throws IOException {
    return values.putIfAbsent(
        TableKeys.manifest(id, version), ManifestCodec.encode(manifest), expiresAt);
  }

  /**
   * Writes the manifest of one of several answers. Write it after all pieces that it names.
   *
   * @param part the name of the answer within the report
   * @return whether this write took effect; false when the manifest is stored already
   */
  public boolean putPart(
      ReportId id, int version, String part, Manifest manifest, Instant expiresAt)
      throws IOException {
    return values.putIfAbsent(
        TableKeys.part(id, version, part), ManifestCodec.encode(manifest), expiresAt);
  }

  /**
   * Returns the manifest of one of several answers.
   *
   * @throws IOException when it is missing or damaged
   */
  public Manifest readPart(ReportId id, int version, String part) throws IOException {
    String key = TableKeys.part(id, version, part);
    return decodeManifest(id, values.findAll(List.of(key)).get(key));
  }

  /**
   * Returns the newest manifest that interrupted holders of a report left.
   *
   * @param version the newest lease version
   * @param part the missing part of the report, or null when one answer completes the report
   * @throws IOException when the manifest is damaged
   */
  public Optional<Manifest.Part> findLeftoverManifest(
      ReportId id, int version, @Nullable String part) throws IOException {
    Function<Integer, String> key =
        number -> part == null ? TableKeys.manifest(id, number) : TableKeys.part(id, number, part);
    List<Integer> versions =
        IntStream.rangeClosed(Math.max(1, version - MAX_VERSIONS_BACK + 1), version)
            .boxed()
            .sorted(Comparator.reverseOrder())
            .toList();
    Map<String, byte[]> found = values.findAll(versions.stream().map(key).toList());
    for (int number : versions) {
      byte[] bytes = found.get(key.apply(number));
      if (bytes != null) {
        return Optional.of(new Manifest.Part(number, decodeManifest(id, bytes)));
      }
    }
    return Optional.empty();
  }

  private static Manifest decodeManifest(ReportId id, byte @Nullable [] bytes) throws IOException {
    if (bytes == null) {
      throw new IOException("the manifest of report " + id.text() + " is missing");
    }
    return ManifestCodec.decode(bytes);
  }

  /**
   * Opens the snapshot of a ready report. A few manifests are cached, because manifests never
   * change.
   *
   * @param expectedPieces the numbers of the pieces that the caller will probably read. This method
   *     reads them together with the manifest, but not when the manifest is cached
   * @throws IOException when the manifest is missing or damaged
   */
  public Snapshot open(ReportId id, int version, List<Integer> expectedPieces) throws IOException {
    boolean isCached = recentManifests.containsKey(TableKeys.manifest(id, version));
    return openWithPieces(id, version, isCached ? List.of() : expectedPieces);
  }

  /**
   * Opens the snapshot of a ready report and reads some of its pieces.
   *
   * @throws IOException when the manifest is missing or damaged
   */
  public Snapshot openWithPieces(ReportId id, int version, List<Integer> pieces)
      throws IOException {
    String key = TableKeys.manifest(id, version);
    Manifest cached = recentManifests.get(key);
    List<String> keys = new ArrayList<>(cached == null ? List.of(key) : List.of());
    pieces.forEach(number -> keys.add(TableKeys.piece(id, version, number)));
    Map<String, byte[]> found = values.findAll(keys);
    byte[] bytes = found.remove(key);
    Manifest manifest = cached == null ? decodeManifest(id, bytes) : cached;
    // a very large manifest would take too much memory
    if (bytes == null || bytes.length <= ChunkSink.MAX_PIECE_BYTES) {
      recentManifests.put(key, manifest);
    }
    return new Snapshot(manifest, chunkSource(id, version, found));
  }

  /**
   * Returns the chunks that were written under a lease version.
   *
   * @param cached the pieces that were read already, by key
   */
  private ChunkSource chunkSource(ReportId id, int version, Map<String, byte[]> cached) {
    return new ChunkSource() {
      @Override
      public List<byte[]> get(List<Integer> numbers) throws IOException {
        return readPieces(
            id,
            numbers.stream().map(number -> TableKeys.piece(id, version, number)).toList(),
            cached);
      }

      @Override
      public ChunkSource withVersion(int other) {
        return chunkSource(id, other, cached);
      }
    };
  }

  private List<byte[]> readPieces(ReportId id, List<String> keys, Map<String, byte[]> cached)
      throws IOException {
    Map<String, byte[]> found = new HashMap<>(cached);
    // two lists may share chunks, and a read must not contain a key twice
    found.putAll(
        values.findAll(keys.stream().distinct().filter(key -> !cached.containsKey(key)).toList()));
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
}
