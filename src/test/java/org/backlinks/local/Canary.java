package org.backlinks.local;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A text that must never come out.
 *
 * @param name what it is
 * @param forms the texts to look for, in lower case, by how they are encoded
 */
record Canary(String name, Map<String, String> forms) {
  static Canary of(String name, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put("plain", value);
    String percent = URLEncoder.encode(value, StandardCharsets.UTF_8);
    forms.put("form-encoded", percent);
    forms.put("percent-encoded", percent.replace("+", "%20"));
    String escaped = escaped(value);
    forms.put("JSON-escaped", escaped);
    forms.put("JSON-escaped twice", escaped(escaped));
    forms.put("JSON-escaped with its slashes", escaped.replace("/", "\\/"));
    forms.put("hexadecimal", HexFormat.of().formatHex(utf8));
    for (int before = 0; before < 3; before++) {
      String base64 = base64(before, utf8);
      forms.put("base64 at " + before, base64);
      forms.put("base64url at " + before, base64.replace('+', '-').replace('/', '_'));
    }
    forms.replaceAll((form, text) -> sought(text.getBytes(StandardCharsets.UTF_8)));
    return new Canary(name, withoutEqualOnes(forms));
  }

  /** How it stands in what was found, or nothing. */
  Optional<String> in(String sought) {
    return forms.entrySet().stream()
        .filter(form -> sought.contains(form.getValue()))
        .map(form -> name + ", " + form.getKey())
        .findFirst();
  }

  /** Bytes as they are searched. */
  static String sought(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
  }

  /** The digits that are the same whatever comes behind so many bytes before it. */
  private static String base64(int before, byte[] utf8) {
    byte[] all = new byte[before + utf8.length];
    System.arraycopy(utf8, 0, all, before, utf8.length);
    return Base64.getEncoder()
        .encodeToString(all)
        .substring((before * 8 + 5) / 6, all.length * 8 / 6);
  }

  private static String escaped(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }

  private static Map<String, String> withoutEqualOnes(Map<String, String> forms) {
    Map<String, String> different = new LinkedHashMap<>();
    List<String> seen = new ArrayList<>();
    forms.forEach((form, text) -> {
      if (!seen.contains(text)) {
        seen.add(text);
        different.put(form, text);
      }
    });
    return different;
  }
}
