package org.backlinks.local;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Looks for secrets in every item of every table, in what is packed, too. */
final class TableSearch {
  /** Where in a chunk its packed parts may begin: behind a version and two lengths. */
  private static final int LONGEST_HEAD = 12;

  private static final String CURSOR_KEY = "cursorKey";
  private static final String NOTIFY = "NotifyURL";

  private final Findings findings;
  private final DynamoDb database;

  TableSearch(Findings findings, DynamoDb database) {
    this.findings = findings;
    this.database = database;
  }

  void all() {
    try {
      for (String table : database.client().listTables().tableNames()) {
        database.client().scanPaginator(scan -> scan.tableName(table)).items().forEach(this::item);
      }
    } catch (SdkException e) {
      findings.add("a database can't be searched: " + e.getMessage());
    }
  }

  private void item(Map<String, AttributeValue> item) {
    String where = "the item " + text(item.get("pk"));
    item.forEach((name, value) -> {
      findings.search(where, name.getBytes(StandardCharsets.UTF_8));
      value(where + ", " + name + ",", value);
    });
    own(where, text(item.get(CURSOR_KEY)));
    AttributeValue parameters = item.get("parameters");
    String notify = parameters == null ? "" : text(parameters.m().get(NOTIFY));
    own(where, notify.substring(notify.lastIndexOf('/') + 1));
  }

  /** A report's own secret stands with it, and nowhere else. */
  private void own(String where, String secret) {
    if (findings.wasTold(secret)) {
      findings.add("a log or an answer shows the secret of " + where);
    }
  }

  private static String text(AttributeValue value) {
    return value == null || value.s() == null ? "" : value.s();
  }

  private void value(String where, AttributeValue value) {
    switch (value.type()) {
      case B -> {
        byte[] bytes = value.b().asByteArray();
        findings.search(where, bytes);
        findings.search(where + " unpacked,", unpacked(bytes));
      }
      case M -> value.m().forEach((name, inner) -> value(where + " " + name, inner));
      case L -> value.l().forEach(inner -> value(where, inner));
      default -> findings.search(where, value.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** All that is deflated in it: a manifest, or the two parts of a chunk. */
  private static byte[] unpacked(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (inflate(bytes, 0, false, out) == 0) {
      for (int from = 1; from <= LONGEST_HEAD; from++) {
        int end = inflate(bytes, from, true, out);
        if (end > 0) {
          inflate(bytes, end, true, out);
        }
      }
    }
    return out.toByteArray();
  }

  /** Where it ended, or 0 when it is nothing deflated. */
  private static int inflate(byte[] bytes, int from, boolean raw, ByteArrayOutputStream out) {
    Inflater inflater = new Inflater(raw);
    try {
      inflater.setInput(bytes, from, bytes.length - from);
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
