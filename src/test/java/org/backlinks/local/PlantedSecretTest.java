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

class PlantedSecretTest {
  /** Contains characters that change in most encodings. */
  private static final String SECRET = "Qzx wvk+jq/\"1\\é";

  private static final PlantedSecret PLANTED_SECRET = PlantedSecret.of("the key", SECRET);

  private static String find(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return PLANTED_SECRET.findIn(PlantedSecret.normalize(bytes)).orElse("");
  }

  private static String json(Object value) throws Exception {
    return new JsonMapper().writeValueAsString(value);
  }

  @Test
  void secretIsFoundInEveryEncoding() throws Exception {
    String percentEncoded = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    assertThat(find("x" + SECRET + "y")).isEqualTo("the key, plain");
    assertThat(find(SECRET.toUpperCase())).isEmpty();
    assertThat(find("QZX wvk+jq/\"1\\é")).isEqualTo("the key, plain");
    assertThat(find("?k=" + percentEncoded)).contains("form-encoded");
    assertThat(find("?k=" + percentEncoded.replace("+", "%20").toLowerCase()))
        .contains("percent-encoded");
    assertThat(find(json("a " + SECRET))).contains("JSON-escaped");
    assertThat(find(json(json("a " + SECRET)))).contains("JSON-escaped twice");
    assertThat(find(json(SECRET).replace("/", "\\/"))).contains("slashes");
    assertThat(find(HexFormat.of().formatHex(SECRET.getBytes(StandardCharsets.UTF_8))))
        .contains("hexadecimal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "ab", "abc", "key: "})
  void secretIsFoundInBase64AtAnyOffset(String precedingText) {
    byte[] text = (precedingText + SECRET + " after").getBytes(StandardCharsets.UTF_8);
    assertThat(find("<" + Base64.getEncoder().encodeToString(text) + ">")).contains("base64");
    assertThat(find("<" + Base64.getUrlEncoder().encodeToString(text) + ">")).contains("base64");
  }

  @Test
  void secretIsNotFoundInOtherText() throws Exception {
    assertThat(find("Qzx wvk+jq")).isEmpty();
    assertThat(find(json(SECRET.substring(1)))).isEmpty();
  }
}
