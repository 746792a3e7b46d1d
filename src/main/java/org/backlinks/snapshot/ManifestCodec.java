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

/** A manifest as bytes: deflated JSON. */
public final class ManifestCodec {
  private static final JsonFactory JSON = new JsonFactory();
  private static final ObjectMapper TREES = new ObjectMapper();

  private ManifestCodec() {}

  public static byte[] encode(Manifest manifest) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(new DeflaterOutputStream(out))) {
      json.writeStartObject();
      json.writeNumberField("v", 1);
      json.writeStringField("command", manifest.command());
      texts(json, "globals", manifest.globals().values());
      json.writeArrayFieldStart("tables");
      for (Table table : manifest.tables()) {
        table(json, table);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("warnings");
      for (String warning : manifest.warnings()) {
        json.writeString(warning);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void table(JsonGenerator json, Table table) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", table.name());
    json.writeStringField("kind", table.kind().name());
    if (table.scope() != null) {
      json.writeStringField("scope", table.scope());
    }
    texts(json, "attributes", table.attributes());
    json.writeArrayFieldStart("columns");
    for (String column : table.columns()) {
      json.writeString(column);
    }
    json.writeEndArray();
    json.writeNumberField("rows", table.rows());
    if (table.domainBase() != 0) {
      json.writeNumberField("domainBase", table.domainBase());
    }
    json.writeArrayFieldStart("chunks");
    for (ChunkRef chunk : table.chunks()) {
      json.writeStartArray();
      json.writeNumber(chunk.first());
      json.writeNumber(chunk.pieces());
      json.writeNumber(chunk.rows());
      json.writeNumber(chunk.checksum());
      json.writeNumber(chunk.lowestDomain());
      json.writeNumber(chunk.highestDomain());
      if (chunk.version() != ChunkRef.MANIFESTS) {
        json.writeNumber(chunk.version());
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void texts(JsonGenerator json, String name, Map<String, String> texts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.writeStringField(text.getKey(), text.getValue());
    }
    json.writeEndObject();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IOException when the bytes are something else
   */
  public static Manifest decode(byte[] bytes) throws IOException {
    JsonNode json = TREES.readTree(new InflaterInputStream(new ByteArrayInputStream(bytes)));
    if (json.path("v").asInt() != 1) {
      throw new IOException("manifest of an unknown version");
    }
    try {
      return manifest(json);
    } catch (IllegalArgumentException e) {
      throw new IOException("manifest with an unknown word", e);
    }
  }

  private static Manifest manifest(JsonNode json) {
    List<Table> tables = new ArrayList<>();
    for (JsonNode table : json.path("tables")) {
      List<ChunkRef> chunks = new ArrayList<>();
      for (JsonNode c : table.path("chunks")) {
        chunks.add(
            new ChunkRef(
                c.path(0).asInt(),
                c.path(1).asInt(),
                c.path(2).asInt(),
                c.path(3).asLong(),
                c.path(4).asLong(),
                c.path(5).asLong(),
                c.path(6).asInt(ChunkRef.MANIFESTS)));
      }
      tables.add(
          new Table(
              table.path("name").asText(),
              Table.Kind.valueOf(table.path("kind").asText()),
              textOrNull(table.path("scope")),
              texts(table.path("attributes")),
              list(table.path("columns")),
              table.path("rows").asInt(),
              chunks,
              table.path("domainBase").asLong(0)));
    }
    return new Manifest(
        json.path("command").asText(),
        new Globals(texts(json.path("globals"))),
        tables,
        list(json.path("warnings")));
  }

  private static @Nullable String textOrNull(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }

  private static List<String> list(JsonNode node) {
    List<String> texts = new ArrayList<>();
    node.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }
}
