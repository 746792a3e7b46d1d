package org.backlinks.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.OutputStream;
import org.backlinks.majestic.UpstreamSnapshot;

/** Every row of a report as normalized JSON: the list {@code backlinks} of all its pages. */
public final class AllRows {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int LIMIT = 5_000;

  private AllRows() {}

  /** Writes the rows, a comma between two pages. */
  public static void write(UpstreamSnapshot kept, int rows, OutputStream out) throws IOException {
    for (int from = 0; from < rows; ) {
      byte[] page = page(kept, from, LIMIT);
      if (from > 0) {
        out.write(',');
      }
      from += backlinks(page, out);
    }
  }

  static byte[] page(UpstreamSnapshot kept, int from, int limit) throws IOException {
    PageRequest page = new PageRequest(from, limit, null, true, false);
    return Payload.page(kept.report(), kept.snapshot(), page).body().toByteArray();
  }

  /** Copies the inside of the list and says how many rows it has. */
  static int backlinks(byte[] payload, OutputStream out) throws IOException {
    try (JsonParser json = JSON.createParser(payload)) {
      json.nextToken();
      while (!"backlinks".equals(json.nextFieldName())) {
        json.nextToken();
        json.skipChildren();
      }
      json.nextToken();
      int start = (int) json.currentLocation().getByteOffset();
      int rows = 0;
      while (json.nextToken() == JsonToken.START_OBJECT) {
        json.skipChildren();
        rows++;
      }
      int end = (int) json.currentTokenLocation().getByteOffset();
      out.write(payload, start, end - start);
      return rows;
    }
  }
}
