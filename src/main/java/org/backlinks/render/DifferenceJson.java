package org.backlinks.render;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.backlinks.changes.FieldChange;
import org.backlinks.changes.FieldValue;
import org.backlinks.changes.LinkUrls;
import org.backlinks.snapshot.Utf8;
import org.jspecify.annotations.Nullable;

/** Renders the differences of two rows of a link as JSON without line breaks. */
final class DifferenceJson {
  private static final int INITIAL_CAPACITY = 256;

  private final ResponseBuffer out = new ResponseBuffer(INITIAL_CAPACITY);
  private final Utf8JsonWriter json = new Utf8JsonWriter(out, true);
  private final int maxTextBytes;

  private DifferenceJson(int maxTextBytes) {
    this.maxTextBytes = maxTextBytes;
  }

  /** Returns the list of the fields that differ. */
  static byte[] ofFields(List<FieldChange> fields, int maxTextBytes) {
    DifferenceJson difference = new DifferenceJson(maxTextBytes);
    difference.out.write('[');
    for (FieldChange field : fields) {
      difference.json.beginObject(null);
      difference.writeText(FieldNames.FIELD, field.field().wireName());
      difference.writeValue(FieldNames.BEFORE, field.before());
      difference.writeValue(FieldNames.AFTER, field.after());
      difference.json.end();
    }
    difference.out.write(']');
    return difference.out.toByteArray();
  }

  /** Returns the URLs of a link. */
  static byte[] ofUrls(LinkUrls urls, int maxTextBytes) {
    DifferenceJson difference = new DifferenceJson(maxTextBytes);
    difference.json.beginObject(null);
    difference.writeText(FieldNames.SOURCE, urls.source());
    difference.writeText(FieldNames.TARGET, urls.target());
    difference.json.end();
    return difference.out.toByteArray();
  }

  private void writeValue(FieldName name, FieldValue value) {
    switch (value) {
      case FieldValue.Text(String text) -> writeText(name, text);
      case FieldValue.Flag(boolean isSet) -> json.writeBoolean(name, isSet);
      case FieldValue.IndirectTarget(String url, String type) -> {
        json.beginObject(name);
        writeText(FieldNames.URL, url);
        writeText(FieldNames.TYPE, type);
        json.end();
      }
    }
  }

  private void writeText(FieldName name, @Nullable String text) {
    if (text != null) {
      byte[] utf8 = Utf8.truncate(text, maxTextBytes).getBytes(StandardCharsets.UTF_8);
      json.writeString(name, utf8, 0, utf8.length);
    }
  }
}
