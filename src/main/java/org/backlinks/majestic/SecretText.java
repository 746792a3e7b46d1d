package org.backlinks.majestic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the key out of a secret's text: the plain key, or a JSON object that has it. */
final class SecretText {
  private SecretText() {}

  /**
   * The key; null when the text has none, and whatever is wrong with it is not told: it is secret.
   */
  static @Nullable Key key(@Nullable String text) {
    String plain = text == null ? "" : text.strip();
    if (plain.isEmpty()) {
      return null;
    }
    if (!plain.startsWith("{")) {
      return new Key.ApiKey(plain);
    }
    try {
      return key(members(plain));
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable Key key(Map<String, String> members) {
    String apiKey = members.get("apiKey");
    if (apiKey != null) {
      return new Key.ApiKey(apiKey);
    }
    String accessToken = members.get("accessToken");
    String privateKey = members.get("privateKey");
    return accessToken == null || privateKey == null
        ? null
        : new Key.OpenApps(accessToken, privateKey);
  }

  /** The members of an object whose values are texts that are not blank. */
  private static Map<String, String> members(String json) throws IOException {
    Map<String, String> members = new HashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.VALUE_STRING && !parser.getText().isBlank()) {
          members.put(name, parser.getText().strip());
        }
        parser.skipChildren();
      }
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw new IOException("more than one object");
      }
    }
    return members;
  }
}
