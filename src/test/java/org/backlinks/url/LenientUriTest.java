package org.backlinks.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LenientUriTest {
  @Test
  void legalUriIsUnchanged() {
    assertThat(parse("http://files.example/download_a%20b.gz?c=[d]"))
        .isEqualTo("http://files.example/download_a%20b.gz?c=[d]");
  }

  @Test
  void illegalPathCharactersAreEscaped() {
    assertThat(parse("http://[::1]:80/download_http://x.example/a b|c[1]%2F%zz_ü.csv.gz"))
        .isEqualTo(
            "http://[::1]:80/download_http://x.example/a%20b%7Cc%5B1%5D%2F%25zz_%C3%BC.csv.gz");
    assertThat(parse("/next one")).isEqualTo("/next%20one");
  }

  @Test
  void illegalHostIsNotRepaired() {
    assertThat(LenientUri.parse("http://files.example\\@evil.example/a b")).isEmpty();
    assertThat(LenientUri.parse("http://files .example/")).isEmpty();
    assertThat(LenientUri.parse("http://")).isEmpty();
  }

  private static String parse(String text) {
    return LenientUri.parse(text).orElseThrow().toString();
  }
}
