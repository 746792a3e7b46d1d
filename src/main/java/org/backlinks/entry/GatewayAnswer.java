package org.backlinks.entry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.backlinks.ops.Invocation;
import org.backlinks.render.Buffer;

/** An answer in the form that both gateways understand: status, headers, body as text. */
final class GatewayAnswer {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM).build();

  private GatewayAnswer() {}

  /**
   * Writes an answer, in one piece: the platform's own buffer would be copied again and again while
   * it grows. The body's memory is the next answer's.
   */
  static void write(HttpAnswer answer, OutputStream out) throws IOException {
    Invocation.answers(answer.status());
    Buffer whole = new Buffer();
    try (JsonGenerator json = JSON.createGenerator(whole)) {
      json.writeStartObject();
      json.writeNumberField("statusCode", answer.status());
      json.writeObjectFieldStart("headers");
      for (Map.Entry<String, String> header : answer.headers().entrySet()) {
        json.writeStringField(header.getKey(), header.getValue());
      }
      json.writeEndObject();
      json.writeBooleanField("isBase64Encoded", answer.base64());
      Buffer body = answer.body();
      if (body != null) {
        json.writeFieldName("body");
        if (answer.base64()) {
          json.writeBinary(body.toByteArray());
        } else {
          // past the generator, which would look at each byte twice
          json.writeRawValue("");
          json.flush();
          body.writeStringTo(whole);
        }
        body.release();
      }
      json.writeEndObject();
    }
    whole.writeTo(out);
    whole.release();
  }
}
