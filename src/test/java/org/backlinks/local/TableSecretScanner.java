package org.backlinks.local;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Searches every item of every table for secrets, also in compressed values. */
final class TableSecretScanner {
  /** Maximum length in bytes of the header of a chunk: one version and two lengths. */
  private static final int MAX_HEADER_BYTES = 12;

  private static final String CURSOR_KEY = "cursorKey";
  private static final String NOTIFY_URL = "NotifyURL";

  private final AuditFindings findings;
  private final LocalDynamoDb database;

  TableSecretScanner(AuditFindings findings, LocalDynamoDb database) {
    this.findings = findings;
    this.database = database;
  }

  void scanTables() {
    try {
      for (String table : database.client().listTables().tableNames()) {
        database
            .client()
            .scanPaginator(scan -> scan.tableName(table))
            .items()
            .forEach(this::scanItem);
      }
    } catch (SdkException e) {
      findings.add("a database cannot be searched: " + e.getMessage());
    }
  }

  private void scanItem(Map<String, AttributeValue> item) {
    String location = "the item " + stringOf(item.get("pk"));
    item.forEach((name, value) -> {
      findings.search(location, name.getBytes(StandardCharsets.UTF_8));
      scanValue(location + ", " + name + ",", value);
    });
    checkOwnSecret(location, stringOf(item.get(CURSOR_KEY)));
    AttributeValue parameters = item.get("parameters");
    String notifyUrl = parameters == null ? "" : stringOf(parameters.m().get(NOTIFY_URL));
    checkOwnSecret(location, notifyUrl.substring(notifyUrl.lastIndexOf('/') + 1));
  }

  /** Adds a finding when a log or an answer contains the secret of this report. */
  private void checkOwnSecret(String location, String secret) {
    if (findings.isExposed(secret)) {
      findings.add("a log or an answer shows the secret of " + location);
    }
  }

  private static String stringOf(AttributeValue value) {
    return value == null || value.s() == null ? "" : value.s();
  }

  private void scanValue(String location, AttributeValue value) {
    switch (value.type()) {
      case B -> {
        byte[] bytes = value.b().asByteArray();
        findings.search(location, bytes);
        findings.search(location + " decompressed,", inflateAll(bytes));
      }
      case M -> value.m().forEach((name, inner) -> scanValue(location + " " + name, inner));
      case L -> value.l().forEach(inner -> scanValue(location, inner));
      default -> findings.search(location, value.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Returns the decompressed bytes of a manifest, or of the two parts of a chunk. */
  private static byte[] inflateAll(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (inflate(bytes, 0, false, out) == 0) {
      int maxHeaderBytes = Math.min(MAX_HEADER_BYTES, bytes.length);
      for (int offset = 1; offset <= maxHeaderBytes; offset++) {
        int end = inflate(bytes, offset, true, out);
        if (end > 0) {
          inflate(bytes, end, true, out);
        }
      }
    }
    return out.toByteArray();
  }

  /**
   * Decompresses the bytes that begin at the offset. Returns the end offset, or 0 when they are not
   * compressed.
   */
  private static int inflate(byte[] bytes, int offset, boolean isRaw, ByteArrayOutputStream out) {
    Inflater inflater = new Inflater(isRaw);
    try {
      inflater.setInput(bytes, offset, bytes.length - offset);
      byte[] buffer = new byte[1 << 14];
      while (!inflater.finished()) {
        int read = inflater.inflate(buffer);
        if (read == 0) {
          return 0;
        }
        out.write(buffer, 0, read);
      }
      return bytes.length - inflater.getRemaining();
    } catch (DataFormatException e) {
      return 0;
    } finally {
      inflater.end();
    }
  }
}
