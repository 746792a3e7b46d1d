package org.backlinks.majestic.read;

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
import org.backlinks.snapshot.SecretMask;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.SnapshotBuilder;

/** An answer as a reader stored it, with all cells as text. */
record ParsedAnswer(
    String code,
    String message,
    Map<String, String> globals,
    List<ParsedTable> tables,
    List<String> warnings) {

  /** One table. A row does not contain its empty cells. */
  record ParsedTable(String name, Map<String, String> attributes, List<Map<String, String>> rows) {}

  /** Reads an answer in one of the formats. */
  @FunctionalInterface
  interface AnswerReader {
    AnswerEnvelope read(InputStream body, SnapshotBuilder snapshot, Map<String, String> globals)
        throws IOException;
  }

  ParsedTable table(String name) {
    return tables.stream().filter(table -> table.name.equals(name)).findFirst().orElseThrow();
  }

  static ParsedAnswer parseXml(byte[] body) throws IOException {
    return parse(XmlAnswerReader::read, new ByteArrayInputStream(body), List.of());
  }

  static ParsedAnswer parseXml(InputStream body) throws IOException {
    return parse(XmlAnswerReader::read, body, List.of());
  }

  static ParsedAnswer parseJson(byte[] body) throws IOException {
    return parse(JsonAnswerReader::read, new ByteArrayInputStream(body), List.of());
  }

  /** Returns an answer in which these secrets are masked. */
  static ParsedAnswer parse(ResponseFormat format, byte[] body, List<String> secrets)
      throws IOException {
    return parse(format::read, new ByteArrayInputStream(body), secrets);
  }

  private static ParsedAnswer parse(AnswerReader reader, InputStream body, List<String> secrets)
      throws IOException {
    List<byte[]> pieces = new ArrayList<>();
    SnapshotBuilder builder = new SnapshotBuilder((_, piece) -> pieces.add(piece));
    builder.maskSecrets(SecretMask.of(secrets));
    AnswerEnvelope envelope = reader.read(body, builder, new LinkedHashMap<>());
    Globals globals = envelope.globals();
    Manifest manifest = new Manifest("", globals, builder.tables(), builder.warnings().lines());
    Snapshot snapshot =
        new Snapshot(manifest, numbers -> numbers.stream().map(pieces::get).toList());
    List<ParsedTable> tables =
        manifest.tables().stream()
            .map(table ->
                new ParsedTable(
                    table.name(), table.attributes(), readRows(snapshot, table.chunks())))
            .toList();
    return new ParsedAnswer(
        envelope.code(), envelope.message(), globals.values(), tables, manifest.warnings());
  }

  private static List<Map<String, String>> readRows(Snapshot snapshot, List<ChunkRef> chunks) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (ChunkRef ref : chunks) {
      Chunk chunk = readChunk(snapshot, ref);
      for (int row = 0; row < chunk.rowCount(); row++) {
        Map<String, String> cells = new TreeMap<>();
        for (Chunk.Column column : chunk.columns()) {
          String cell = column.cellText(row);
          if (cell != null) {
            cells.put(column.name(), cell);
          }
        }
        rows.add(cells);
      }
    }
    return rows;
  }

  private static Chunk readChunk(Snapshot snapshot, ChunkRef ref) {
    try {
      return snapshot.readChunk(ref);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
