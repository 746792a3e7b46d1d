package org.backlinks.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Converts manifests to deflated JSON and back. Stored manifests contain the same keys, so the
 * meaning of a key must never change.
 */
public final class ManifestCodec {
  private static final int VERSION = 1;
  private static final JsonFactory JSON = new JsonFactory();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ManifestCodec() {}

  /** Returns the stored form of a manifest. */
  public static byte[] encode(Manifest manifest) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(new DeflaterOutputStream(out))) {
      json.writeStartObject();
      json.writeNumberField("v", VERSION);
      json.writeStringField("command", manifest.command());
      writeTextMap(json, "globals", manifest.globals().values());
      json.writeArrayFieldStart("tables");
      for (Table table : manifest.tables()) {
        writeTable(json, table);
      }
      json.writeEndArray();
      writeTexts(json, "warnings", manifest.warnings());
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void writeTable(JsonGenerator json, Table table) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", table.name());
    json.writeStringField("kind", table.kind().storedName());
    if (table.scope() != null) {
      json.writeStringField("scope", table.scope());
    }
    writeTextMap(json, "attributes", table.attributes());
    writeTexts(json, "columns", table.columns());
    json.writeNumberField("rows", table.rowCount());
    if (table.domainBase() != 0) {
      json.writeNumberField("domainBase", table.domainBase());
    }
    if (table.overview() != null) {
      writeOverview(json, table.overview());
    }
    json.writeArrayFieldStart("chunks");
    for (ChunkRef chunk : table.chunks()) {
      writeChunkRef(json, chunk);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeOverview(JsonGenerator json, Table.Overview overview)
      throws IOException {
    json.writeObjectFieldStart("overview");
    json.writeNumberField("rows", overview.rows());
    json.writeNumberField("domains", overview.domains());
    json.writeNumberField("follow", overview.follow());
    json.writeNumberField("nofollow", overview.nofollow());
    writeTexts(json, "signals", overview.signals());
    json.writeEndObject();
  }

  /** Writes the numbers of a chunk as an array, in the order that {@link #readChunkRef} expects. */
  private static void writeChunkRef(JsonGenerator json, ChunkRef chunk) throws IOException {
    json.writeStartArray();
    json.writeNumber(chunk.firstPiece());
    json.writeNumber(chunk.pieceCount());
    json.writeNumber(chunk.rowCount());
    json.writeNumber(chunk.checksum());
    json.writeNumber(chunk.minDomainId());
    json.writeNumber(chunk.maxDomainId());
    if (chunk.version() != ChunkRef.MANIFEST_VERSION) {
      json.writeNumber(chunk.version());
    }
    json.writeEndArray();
  }

  private static void writeTexts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static void writeTextMap(JsonGenerator json, String name, Map<String, String> texts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  /**
   * Returns the manifest whose stored form {@link #encode} returned.
   *
   * @throws IOException when the bytes are not a manifest
   */
  public static Manifest decode(byte[] bytes) throws IOException {
    JsonNode json = MAPPER.readTree(new InflaterInputStream(new ByteArrayInputStream(bytes)));
    if (json.path("v").asInt() != VERSION) {
      throw new IOException("manifest of an unknown version");
    }
    List<Table> tables = new ArrayList<>();
    for (JsonNode table : json.path("tables")) {
      tables.add(readTable(table));
    }
    return new Manifest(
        json.path("command").asText(),
        new Globals(readTextMap(json.path("globals"))),
        tables,
        readTexts(json.path("warnings")));
  }

  private static Table readTable(JsonNode table) throws IOException {
    List<ChunkRef> chunks = new ArrayList<>();
    for (JsonNode chunk : table.path("chunks")) {
      chunks.add(readChunkRef(chunk));
    }
    return new Table(
        table.path("name").asText(),
        Table.Kind.fromStoredName(table.path("kind").asText())
            .orElseThrow(() -> new IOException("manifest with a table of an unknown kind")),
        textOrNull(table.path("scope")),
        readTextMap(table.path("attributes")),
        readTexts(table.path("columns")),
        table.path("rows").asInt(),
        chunks,
        table.path("domainBase").asLong(0),
        readOverview(table.path("overview")));
  }

  private static Table.@Nullable Overview readOverview(JsonNode overview) {
    return overview.isObject()
        ? new Table.Overview(
            overview.path("rows").asInt(),
            overview.path("domains").asInt(),
            overview.path("follow").asInt(),
            overview.path("nofollow").asInt(),
            readTexts(overview.path("signals")))
        : null;
  }

  private static ChunkRef readChunkRef(JsonNode chunk) {
    return new ChunkRef(
        chunk.path(0).asInt(),
        chunk.path(1).asInt(),
        chunk.path(2).asInt(),
        chunk.path(3).asLong(),
        chunk.path(4).asLong(),
        chunk.path(5).asLong(),
        chunk.path(6).asInt(ChunkRef.MANIFEST_VERSION));
  }

  private static @Nullable String textOrNull(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }

  private static List<String> readTexts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    node.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static Map<String, String> readTextMap(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }
}
