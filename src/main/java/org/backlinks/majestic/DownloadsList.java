package org.backlinks.majestic;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.ChunkSource;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.jspecify.annotations.Nullable;

/** The answer to one {@code GetDownloadsList}, kept in memory: it is never stored. */
final class DownloadsList {
  private static final int MOST_BYTES = 8 << 20;

  private final List<byte[]> pieces = new ArrayList<>();
  private int bytes;

  /** How far a job's file is. Source: upstream's page of GetDownloadsList. */
  enum State {
    /** Not yet; states that no page describes too. */
    WAITING,
    /** An error that upstream tries to heal by itself. */
    FAILING,
    READY,
    /** Ready, but upstream could not tell us so. */
    READY_UNTOLD
  }

  /**
   * One job.
   *
   * @param status upstream's number, -1 when it is none
   * @param location where its file lies, or null
   * @param lastError upstream's words, or ""; not redacted
   */
  record Entry(String jobId, int status, @Nullable URI location, String lastError) {
    State state() {
      return switch (status) {
        case 4, 6 -> State.READY;
        case 5 -> State.FAILING;
        case 7 -> State.READY_UNTOLD;
        default -> State.WAITING;
      };
    }

    /** Whether there is a file to be had. */
    boolean ready() {
      return switch (state()) {
        case READY, READY_UNTOLD -> true;
        case WAITING, FAILING -> false;
      };
    }
  }

  /** What the answer is to be read into; once. */
  SnapshotBuilder into() {
    return new SnapshotBuilder((_, piece) -> keep(piece));
  }

  private void keep(byte[] piece) throws IOException {
    bytes += piece.length;
    if (bytes > MOST_BYTES) {
      throw new UnreadableException("the list of downloads has more than " + MOST_BYTES + " bytes");
    }
    pieces.add(piece);
  }

  /**
   * The entry of a job, upper and lower case being one; of several the one that is ready.
   *
   * @param manifest of the answer that was read
   * @throws IOException when what was kept is damaged: a bug
   */
  Optional<Entry> of(String jobId, Manifest manifest) throws IOException {
    List<Entry> found = entries(jobId, manifest);
    return found.stream().filter(Entry::ready).findFirst().or(() -> found.stream().findFirst());
  }

  private List<Entry> entries(String jobId, Manifest manifest) throws IOException {
    ChunkSource source = numbers -> numbers.stream().map(pieces::get).toList();
    Snapshot kept = new Snapshot(manifest, source);
    List<Entry> entries = new ArrayList<>();
    for (Table table : manifest.tables()) {
      if (table.name().equalsIgnoreCase("Downloads")) {
        for (ChunkRef ref : table.chunks()) {
          Chunk chunk = kept.chunk(ref);
          for (int row = 0; row < chunk.rows(); row++) {
            // of a list of any length only the job's own entries are kept
            if (cell(chunk, "JobID", row).equalsIgnoreCase(jobId)) {
              entries.add(entry(chunk, row));
            }
          }
        }
      }
    }
    return entries;
  }

  private static Entry entry(Chunk chunk, int row) {
    String status = cell(chunk, "Status", row);
    return new Entry(
        cell(chunk, "JobID", row),
        status.matches("\\d{1,3}") ? Integer.parseInt(status) : -1,
        FileAddress.read(cell(chunk, "PublicDownloadLocation", row))
            .filter(address -> !address.toString().isEmpty())
            .orElse(null),
        cell(chunk, "LastError", row));
  }

  private static String cell(Chunk chunk, String column, int row) {
    Chunk.Column found = chunk.column(column);
    String text = found == null ? null : found.cell(row);
    return text == null ? "" : text.strip();
  }
}
