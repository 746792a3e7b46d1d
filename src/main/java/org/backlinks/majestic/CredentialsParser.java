package org.backlinks.majestic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.backlinks.config.ByteOrderMark;
import org.jspecify.annotations.Nullable;

/** Reads credentials from the text of a secret: a plain key, or a JSON object with them. */
final class CredentialsParser {
  private CredentialsParser() {}

  /**
   * Returns the credentials; null when the text has none. Does not say why a text is invalid,
   * because the text is secret.
   */
  static @Nullable Credentials parse(@Nullable String text) {
    String plain = text == null ? "" : ByteOrderMark.strip(text);
    if (plain.isEmpty()) {
      return null;
    }
    if (!plain.startsWith("{")) {
      return new Credentials.ApiKey(plain);
    }
    try {
      return parse(parseMembers(plain));
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable Credentials parse(Map<String, String> members) {
    String apiKey = members.get("apiKey");
    if (apiKey != null) {
      return new Credentials.ApiKey(apiKey);
    }
    String accessToken = members.get("accessToken");
    String privateKey = members.get("privateKey");
    return accessToken == null || privateKey == null
        ? null
        : new Credentials.OpenApps(accessToken, privateKey);
  }

  /** Returns the members of an object whose values are texts that are not blank. */
  private static Map<String, String> parseMembers(String json) throws IOException {
    Map<String, String> members = new HashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.VALUE_STRING) {
          String value = ByteOrderMark.strip(parser.getText());
          if (!value.isEmpty()) {
            members.put(name, value);
          }
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
