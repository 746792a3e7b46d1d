package org.backlinks.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryTest {
  /** With marks that change when a text is encoded. */
  private static final String SECRET = "Qzx wvk+jq/\"1\\é";

  private static final Canary CANARY = Canary.of("the key", SECRET);

  private static String found(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return CANARY.in(Canary.sought(bytes)).orElse("");
  }

  private static String json(Object value) throws Exception {
    return new JsonMapper().writeValueAsString(value);
  }

  @Test
  void isFoundHoweverItIsEncoded() throws Exception {
    String percent = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    assertThat(found("x" + SECRET + "y")).isEqualTo("the key, plain");
    assertThat(found(SECRET.toUpperCase())).isEmpty();
    assertThat(found("QZX wvk+jq/\"1\\é")).isEqualTo("the key, plain");
    assertThat(found("?k=" + percent)).contains("form-encoded");
    assertThat(found("?k=" + percent.replace("+", "%20").toLowerCase())).contains("percent");
    assertThat(found(json("a " + SECRET))).contains("JSON-escaped");
    assertThat(found(json(json("a " + SECRET)))).contains("JSON-escaped twice");
    assertThat(found(json(SECRET).replace("/", "\\/"))).contains("slashes");
    assertThat(found(HexFormat.of().formatHex(SECRET.getBytes(StandardCharsets.UTF_8))))
        .contains("hexadecimal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "ab", "abc", "key: "})
  void isFoundInBase64WhateverStandsAroundIt(String before) {
    byte[] text = (before + SECRET + " behind").getBytes(StandardCharsets.UTF_8);
    assertThat(found("<" + Base64.getEncoder().encodeToString(text) + ">")).contains("base64");
    assertThat(found("<" + Base64.getUrlEncoder().encodeToString(text) + ">")).contains("base64");
  }

  @Test
  void isNotFoundWhereItIsNot() throws Exception {
    assertThat(found("Qzx wvk+jq")).isEmpty();
    assertThat(found(json(SECRET.substring(1)))).isEmpty();
  }
}
