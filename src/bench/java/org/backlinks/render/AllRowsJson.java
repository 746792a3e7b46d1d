package org.backlinks.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.OutputStream;
import org.backlinks.majestic.UpstreamSnapshot;

/** Writes every row of a report as normalized JSON: the list {@code backlinks} of all pages. */
public final class AllRowsJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int PAGE_SIZE = 5_000;
  private static final PayloadRenderer RENDERER = new PayloadRenderer(new BufferPool());

  private AllRowsJson() {}

  /** Writes the rows, with a comma between two pages. */
  public static void write(UpstreamSnapshot stored, int rows, OutputStream out) throws IOException {
    for (int firstRow = 0; firstRow < rows; ) {
      byte[] page = renderPage(stored, firstRow, PAGE_SIZE);
      if (firstRow > 0) {
        out.write(',');
      }
      firstRow += copyBacklinks(page, out);
    }
  }

  static byte[] renderPage(UpstreamSnapshot stored, int firstRow, int limit) throws IOException {
    PageRequest page = new PageRequest(firstRow, limit, null, true, false);
    try (ResponseBuffer body =
        RENDERER.renderPage(stored.report(), stored.snapshot(), page).body()) {
      return body.toByteArray();
    }
  }

  /** Copies the rows of the list and returns their number. */
  static int copyBacklinks(byte[] payload, OutputStream out) throws IOException {
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
