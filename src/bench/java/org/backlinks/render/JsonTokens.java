package org.backlinks.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as a list of tokens with their values, in the form that a generator writes fastest: quoted
 * member names and texts in UTF-8.
 */
final class JsonTokens {
  private final List<JsonToken> kinds = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  private JsonTokens() {}

  static JsonTokens parse(byte[] text) throws IOException {
    JsonTokens tokens = new JsonTokens();
    Map<String, SerializableString> names = new HashMap<>();
    try (JsonParser json = new JsonFactory().createParser(text)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        tokens.kinds.add(token);
        tokens.values.add(
            switch (token) {
              case FIELD_NAME -> names.computeIfAbsent(json.getText(), SerializedString::new);
              case VALUE_STRING -> json.getText().getBytes(StandardCharsets.UTF_8);
              case VALUE_NUMBER_INT -> json.getLongValue();
              default -> "";
            });
      }
    }
    return tokens;
  }

  void write(JsonGenerator json) throws IOException {
    for (int i = 0; i < kinds.size(); i++) {
      switch (kinds.get(i)) {
        case START_OBJECT -> json.writeStartObject();
        case END_OBJECT -> json.writeEndObject();
        case START_ARRAY -> json.writeStartArray();
        case END_ARRAY -> json.writeEndArray();
        case FIELD_NAME -> json.writeFieldName((SerializableString) values.get(i));
        case VALUE_STRING -> {
          byte[] text = (byte[]) values.get(i);
          json.writeUTF8String(text, 0, text.length);
        }
        case VALUE_NUMBER_INT -> json.writeNumber((long) values.get(i));
        case VALUE_TRUE -> json.writeBoolean(true);
        case VALUE_FALSE -> json.writeBoolean(false);
        default -> throw new IllegalStateException("unexpected token: " + kinds.get(i));
      }
    }
  }
}
