package org.backlinks.summary;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.util.zip.CRC32C;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Converts summaries to bytes and back. The bytes are the version, the CRC-32C of the rest, and the
 * deflated JSON that {@link SummaryJson} writes. Stored summaries have the same members, so the
 * meaning of a member must never change.
 */
public final class SummaryCodec {
  private static final byte VERSION = 1;
  private static final int HEADER_BYTES = 1 + Integer.BYTES;

  /** The maximum bytes of the JSON. Three lists of the longest texts have less. */
  private static final int MAX_JSON_BYTES = 16 << 20;

  private static final JsonFactory JSON = new JsonFactory();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private SummaryCodec() {}

  /** Returns the stored form of a summary. */
  public static byte[] encode(ReportSummary summary) throws IOException {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(new DeflaterOutputStream(deflated))) {
      json.writeStartObject();
      SummaryJson.writeLists(json, summary);
      json.writeEndObject();
    }
    byte[] rest = deflated.toByteArray();
    ByteArrayOutputStream whole = new ByteArrayOutputStream(HEADER_BYTES + rest.length);
    try (DataOutputStream out = new DataOutputStream(whole)) {
      out.writeByte(VERSION);
      out.writeInt(checksum(rest, 0));
      out.write(rest);
    }
    return whole.toByteArray();
  }

  /**
   * Returns the summary whose stored form {@link #encode} returned.
   *
   * @throws CorruptSummaryException when the bytes are cut, changed or of another version
   */
  public static ReportSummary decode(byte[] bytes) throws CorruptSummaryException {
    if (bytes.length < HEADER_BYTES || bytes[0] != VERSION) {
      throw new CorruptSummaryException("of an unknown version", null);
    }
    if (ByteBuffer.wrap(bytes).getInt(1) != checksum(bytes, HEADER_BYTES)) {
      throw new CorruptSummaryException("its checksum differs", null);
    }
    try (InflaterInputStream in =
        new InflaterInputStream(
            new ByteArrayInputStream(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES))) {
      JsonNode json = MAPPER.readTree(in.readNBytes(MAX_JSON_BYTES));
      return SummaryJsonReader.read(json);
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      throw new CorruptSummaryException("unreadable", e);
    }
  }

  private static int checksum(byte[] bytes, int from) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, bytes.length - from);
    return (int) crc.getValue();
  }
}
