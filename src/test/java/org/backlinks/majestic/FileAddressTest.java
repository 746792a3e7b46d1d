package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileAddressTest {
  @Test
  void keepsALegalAddressAsItIs() {
    assertThat(read("http://files.example/download_a%20b.gz?c=[d]"))
        .isEqualTo("http://files.example/download_a%20b.gz?c=[d]");
  }

  @Test
  void escapesWhatMayNotStandInAPath() {
    assertThat(read("http://[::1]:80/download_http://x.example/a b|c[1]%2F%zz_ü.csv.gz"))
        .isEqualTo(
            "http://[::1]:80/download_http://x.example/a%20b%7Cc%5B1%5D%2F%25zz_%C3%BC.csv.gz");
    assertThat(read("/next one")).isEqualTo("/next%20one");
  }

  @Test
  void neverRepairsAHost() {
    assertThat(FileAddress.read("http://files.example\\@evil.example/a b")).isEmpty();
    assertThat(FileAddress.read("http://files .example/")).isEmpty();
    assertThat(FileAddress.read("http://")).isEmpty();
  }

  private static String read(String text) {
    return FileAddress.read(text).orElseThrow().toString();
  }
}
