package org.backlinks.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Decompresses chunks and manifests. Two builds of Java may compress the same bytes differently,
 * and the checksums in a manifest are those of compressed bytes.
 */
final class UnpackedBytes {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  private static final int CHECKSUM_INDEX = 3;

  private UnpackedBytes() {}

  /** Returns an item with its bytes unpacked. */
  static Map<String, AttributeValue> unpack(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> unpacked = new LinkedHashMap<>(item);
    String key = item.get(TableAttributes.KEY).s();
    unpacked.computeIfPresent(
        TableAttributes.BYTES,
        (name, value) -> AttributeValue.fromB(SdkBytes.fromByteArray(unpack(key, value.b()))));
    return unpacked;
  }

  private static byte[] unpack(String key, SdkBytes bytes) {
    try {
      return key.startsWith("chunk#")
          ? unpackChunk(bytes.asByteArray())
          : unpackManifest(bytes.asByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(key, e);
    }
  }

  /**
   * Decompresses a chunk: its version, the size of its codes before and after packing, the codes,
   * and the texts.
   */
  private static byte[] unpackChunk(byte[] chunk) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(chunk);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(in.read());
    int codesSize = readVarint(in);
    byte[] codes = inflate(in.readNBytes(readVarint(in)), true);
    if (codes.length != codesSize) {
      throw new IOException("%d bytes of codes, not %d".formatted(codes.length, codesSize));
    }
    out.writeBytes(codes);
    out.writeBytes(inflate(in.readAllBytes(), true));
    return out.toByteArray();
  }

  private static int readVarint(ByteArrayInputStream in) {
    int value = 0;
    int shift = 0;
    int next;
    do {
      next = in.read();
      value |= (next & 0x7F) << shift;
      shift += 7;
    } while ((next & 0x80) != 0);
    return value;
  }

  private static byte[] unpackManifest(byte[] manifest) throws IOException {
    JsonNode json = JSON.readTree(inflate(manifest, false));
    for (JsonNode table : json.path("tables")) {
      for (JsonNode chunk : table.path("chunks")) {
        ((ArrayNode) chunk).set(CHECKSUM_INDEX, 0);
      }
    }
    return JSON.writeValueAsBytes(JSON.treeToValue((ObjectNode) json, Map.class));
  }

  private static byte[] inflate(byte[] packed, boolean raw) throws IOException {
    return new InflaterInputStream(new ByteArrayInputStream(packed), new Inflater(raw))
        .readAllBytes();
  }
}
