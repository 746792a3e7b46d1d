package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Renders the answer to a batch of records. */
public final class BatchItemFailuresJson {
  private BatchItemFailuresJson() {}

  /** Returns the answer that asks the platform to send some records again. */
  public static ResponseBuffer render(List<String> ids) {
    ResponseBuffer out = new ResponseBuffer();
    try (JsonGenerator json = JsonGenerators.create(out)) {
      json.writeStartObject();
      json.writeArrayFieldStart("batchItemFailures");
      for (String id : ids) {
        json.writeStartObject();
        json.writeStringField("itemIdentifier", id);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out;
  }
}
