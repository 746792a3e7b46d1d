package org.backlinks.entry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.backlinks.render.ResponseBuffer;
import org.backlinks.telemetry.CurrentInvocation;

/** Writes HTTP responses in the format that both kinds of API Gateway read. */
final class GatewayResponseWriter {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM).build();

  private GatewayResponseWriter() {}

  /**
   * Writes a response in one piece, because the platform copies its own buffer each time the buffer
   * grows. Then releases the body.
   */
  static void write(HttpResponse response, OutputStream out) throws IOException {
    CurrentInvocation.setStatus(response.status());
    ResponseBuffer body = response.body();
    ResponseBuffer output = body == null ? new ResponseBuffer() : body.newBuffer();
    try (JsonGenerator json = JSON.createGenerator(output.asOutputStream())) {
      json.writeStartObject();
      json.writeNumberField("statusCode", response.status());
      json.writeObjectFieldStart("headers");
      json.writeStringField("X-Content-Type-Options", "nosniff");
      for (Map.Entry<String, String> header : response.headers().entrySet()) {
        json.writeStringField(header.getKey(), header.getValue());
      }
      json.writeEndObject();
      json.writeBooleanField("isBase64Encoded", response.isBase64());
      if (body != null) {
        json.writeFieldName("body");
        if (response.isBase64()) {
          json.writeBinary(body.toByteArray());
        } else {
          // not through the generator, which would read each byte twice
          json.writeRawValue("");
          json.flush();
          body.writeAsJsonStringTo(output);
        }
        body.close();
      }
      json.writeEndObject();
    }
    output.writeTo(out);
    output.close();
  }
}
