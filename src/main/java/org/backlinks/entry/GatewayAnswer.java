package org.backlinks.entry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.backlinks.render.Buffer;

/** An answer in the form that both gateways understand: status, headers, body as text. */
final class GatewayAnswer {
  private static final JsonFactory JSON = new JsonFactory();

  private GatewayAnswer() {}

  static void write(HttpAnswer answer, OutputStream out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("statusCode", answer.status());
      json.writeObjectFieldStart("headers");
      for (Map.Entry<String, String> header : answer.headers().entrySet()) {
        json.writeStringField(header.getKey(), header.getValue());
      }
      json.writeEndObject();
      json.writeBooleanField("isBase64Encoded", false);
      Buffer body = answer.body();
      if (body != null) {
        json.writeFieldName("body");
        body.writeStringTo(json);
      }
      json.writeEndObject();
    }
  }
}
