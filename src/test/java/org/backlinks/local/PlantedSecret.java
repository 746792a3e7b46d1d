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
 * A text that no output may contain.
 *
 * @param name a description of the text
 * @param encodings the encoded texts in lower case, by the name of the encoding
 */
record PlantedSecret(String name, Map<String, String> encodings) {
  static PlantedSecret of(String name, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    Map<String, String> encodings = new LinkedHashMap<>();
    encodings.put("plain", value);
    String percentEncoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
    encodings.put("form-encoded", percentEncoded);
    encodings.put("percent-encoded", percentEncoded.replace("+", "%20"));
    String escaped = escapeJson(value);
    encodings.put("JSON-escaped", escaped);
    encodings.put("JSON-escaped twice", escapeJson(escaped));
    encodings.put("JSON-escaped with its slashes", escaped.replace("/", "\\/"));
    encodings.put("hexadecimal", HexFormat.of().formatHex(utf8));
    for (int precedingBytes = 0; precedingBytes < 3; precedingBytes++) {
      String base64 = base64(precedingBytes, utf8);
      encodings.put("base64 at " + precedingBytes, base64);
      encodings.put("base64url at " + precedingBytes, base64.replace('+', '-').replace('/', '_'));
    }
    encodings.replaceAll((_, text) -> normalize(text.getBytes(StandardCharsets.UTF_8)));
    return new PlantedSecret(name, withoutDuplicates(encodings));
  }

  /** Returns the name of the secret and the encoding in which the text contains it, or empty. */
  Optional<String> findIn(String text) {
    return encodings.entrySet().stream()
        .filter(encoding -> text.contains(encoding.getValue()))
        .map(encoding -> name + ", " + encoding.getKey())
        .findFirst();
  }

  /** Returns the bytes as a text in which secrets can be searched. */
  static String normalize(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the base64 digits of the secret that do not depend on the bytes before and after it.
   */
  private static String base64(int precedingBytes, byte[] utf8) {
    byte[] all = new byte[precedingBytes + utf8.length];
    System.arraycopy(utf8, 0, all, precedingBytes, utf8.length);
    return Base64.getEncoder()
        .encodeToString(all)
        .substring((precedingBytes * 8 + 5) / 6, all.length * 8 / 6);
  }

  private static String escapeJson(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }

  private static Map<String, String> withoutDuplicates(Map<String, String> encodings) {
    Map<String, String> uniqueEncodings = new LinkedHashMap<>();
    List<String> uniqueTexts = new ArrayList<>();
    encodings.forEach((encoding, text) -> {
      if (!uniqueTexts.contains(text)) {
        uniqueTexts.add(text);
        uniqueEncodings.put(encoding, text);
      }
    });
    return uniqueEncodings;
  }
}
