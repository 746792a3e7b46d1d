package org.backlinks.majestic;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.SnapshotBuilder;

/** What a reader kept of an answer, cell by cell. */
record Kept(
    String code,
    String message,
    Map<String, String> globals,
    List<Rows> tables,
    List<String> warnings) {

  /** One table; a cell that upstream left empty is not in its row. */
  record Rows(String name, Map<String, String> attributes, List<Map<String, String>> rows) {}

  /** One of the two readers. */
  @FunctionalInterface
  interface Reader {
    Envelope read(InputStream body, SnapshotBuilder into, Map<String, String> globals)
        throws IOException;
  }

  Rows table(String name) {
    return tables.stream().filter(table -> table.name.equals(name)).findFirst().orElseThrow();
  }

  static Kept xml(byte[] body) throws IOException {
    return of(XmlAnswerReader::read, new ByteArrayInputStream(body));
  }

  static Kept json(byte[] body) throws IOException {
    return of(JsonAnswerReader::read, new ByteArrayInputStream(body));
  }

  private static Kept of(Reader reader, InputStream body) throws IOException {
    List<byte[]> pieces = new ArrayList<>();
    SnapshotBuilder into = new SnapshotBuilder((_, piece) -> pieces.add(piece));
    Envelope envelope = reader.read(body, into, new LinkedHashMap<>());
    Globals globals = envelope.globals();
    Manifest manifest = new Manifest("", globals, into.tables(), into.warnings().lines());
    Snapshot snapshot =
        new Snapshot(manifest, numbers -> numbers.stream().map(pieces::get).toList());
    List<Rows> tables =
        manifest.tables().stream()
            .map(
                table -> new Rows(table.name(), table.attributes(), rows(snapshot, table.chunks())))
            .toList();
    return new Kept(
        envelope.code(), envelope.message(), globals.values(), tables, manifest.warnings());
  }

  private static List<Map<String, String>> rows(Snapshot snapshot, List<ChunkRef> chunks) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (ChunkRef ref : chunks) {
      Chunk chunk = chunk(snapshot, ref);
      for (int row = 0; row < chunk.rows(); row++) {
        Map<String, String> cells = new TreeMap<>();
        for (Chunk.Column column : chunk.columns()) {
          String cell = column.cell(row);
          if (cell != null) {
            cells.put(column.name(), cell);
          }
        }
        rows.add(cells);
      }
    }
    return rows;
  }

  private static Chunk chunk(Snapshot snapshot, ChunkRef ref) {
    try {
      return snapshot.chunk(ref);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
