package org.backlinks.majestic.download;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backlinks.majestic.http.UnreadableException;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.ChunkSource;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.backlinks.snapshot.WholeNumberParser;
import org.backlinks.url.LenientUri;
import org.jspecify.annotations.Nullable;

/** The answer to one {@code GetDownloadsList}. It is kept in memory and never stored. */
public final class DownloadsList {
  private static final int MAX_BYTES = 8 << 20;

  private final List<byte[]> pieces = new ArrayList<>();
  private int byteCount;

  /** The state of a job's file. Source: upstream's page of {@code GetDownloadsList}. */
  public enum FileState {
    /** Not ready yet. Statuses that the page does not describe count as waiting. */
    WAITING,
    /** Not ready because of an error. Upstream retries by itself. */
    FAILING,
    /** The file can be downloaded. */
    READY,
    /** The file can be downloaded, but upstream could not notify us. */
    READY_NOT_NOTIFIED;

    /**
     * Returns the state for upstream's status.
     *
     * @param status null when it is absent or not a whole number
     */
    static FileState of(@Nullable Long status) {
      if (status == null || status < 0 || status > Integer.MAX_VALUE) {
        return WAITING;
      }
      return switch (status.intValue()) {
        case 4, 6 -> READY;
        case 5 -> FAILING;
        case 7 -> READY_NOT_NOTIFIED;
        default -> WAITING;
      };
    }
  }

  /**
   * One job.
   *
   * @param location the address of the job's file; null when there is none
   * @param lastError upstream's text, or ""; not redacted
   */
  public record Entry(String jobId, FileState state, @Nullable URI location, String lastError) {
    /** Returns whether the file can be downloaded. */
    public boolean isReady() {
      return switch (state) {
        case READY, READY_NOT_NOTIFIED -> true;
        case WAITING, FAILING -> false;
      };
    }
  }

  /** Returns the builder that receives the tables of the answer. Call this method once. */
  public SnapshotBuilder newBuilder() {
    return new SnapshotBuilder((_, piece) -> addPiece(piece));
  }

  private void addPiece(byte[] piece) throws IOException {
    byteCount += piece.length;
    if (byteCount > MAX_BYTES) {
      throw new UnreadableException("the list of downloads has more than " + MAX_BYTES + " bytes");
    }
    pieces.add(piece);
  }

  /**
   * Finds the entry of a job. Prefers an entry whose file is ready to the job's other entries.
   *
   * @param jobId in upper or lower case
   * @param manifest the manifest of the answer that was read
   * @throws IOException when the list in memory is corrupt, which is a bug
   */
  public Optional<Entry> findEntry(String jobId, Manifest manifest) throws IOException {
    List<Entry> found = findEntries(jobId, manifest);
    return found.stream().filter(Entry::isReady).findFirst().or(() -> found.stream().findFirst());
  }

  private List<Entry> findEntries(String jobId, Manifest manifest) throws IOException {
    ChunkSource source = numbers -> numbers.stream().map(pieces::get).toList();
    Snapshot list = new Snapshot(manifest, source);
    List<Entry> entries = new ArrayList<>();
    for (Table table : manifest.tables()) {
      if (table.name().equalsIgnoreCase("Downloads")) {
        for (ChunkRef ref : table.chunks()) {
          Chunk chunk = list.readChunk(ref);
          for (int row = 0; row < chunk.rowCount(); row++) {
            // the list may be long: keep only the job's own entries
            if (cell(chunk, "JobID", row).equalsIgnoreCase(jobId)) {
              entries.add(toEntry(chunk, row));
            }
          }
        }
      }
    }
    return entries;
  }

  private static Entry toEntry(Chunk chunk, int row) {
    return new Entry(
        cell(chunk, "JobID", row),
        FileState.of(WholeNumberParser.parse(cell(chunk, "Status", row))),
        LenientUri.parse(cell(chunk, "PublicDownloadLocation", row))
            .filter(address -> !address.toString().isEmpty())
            .orElse(null),
        cell(chunk, "LastError", row));
  }

  private static String cell(Chunk chunk, String column, int row) {
    Chunk.Column found = chunk.findColumn(column);
    String text = found == null ? null : found.cellText(row);
    return text == null ? "" : text.strip();
  }
}
