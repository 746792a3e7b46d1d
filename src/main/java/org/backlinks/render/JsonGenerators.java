package org.backlinks.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;

/** Creates the generators of all JSON that is not written row by row. */
final class JsonGenerators {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM).build();

  private JsonGenerators() {}

  static JsonGenerator create(ResponseBuffer out) throws IOException {
    return FACTORY.createGenerator(out.asOutputStream());
  }
}
