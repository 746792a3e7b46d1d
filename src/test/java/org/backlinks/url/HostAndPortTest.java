package org.backlinks.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.backlinks.url.Host.Strictness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostAndPortTest {
  @ParameterizedTest
  @CsvSource({
    "example.com, example.com,",
    "example.com:, example.com,",
    "example.com:1, example.com, 1",
    "example.com:00080, example.com, 80",
    "example.com.:65535, example.com, 65535",
    "[::1], [::1],",
    "[::1]:8080, [::1], 8080"
  })
  void hostAndPortAreSeparated(String text, String host, Integer port) {
    HostAndPort parsed = HostAndPort.parse(text, Strictness.RESOLVABLE);

    assertThat(parsed.host().name()).isEqualTo(host);
    assertThat(parsed.port()).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {":0", ":65536", ":000080", ":+80", ":-1", ":x", ":８０", ":1:2", "::"})
  void invalidPortIsRejected(String port) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostAndPort.parse("example.com" + port, Strictness.RESOLVABLE))
        .withMessage("must have a port from 1 to 65535, or none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":80", "user@example.com", "[::1", "[::1]x", "a[b]", "::1", "[[::1]]"})
  void invalidHostIsRejected(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostAndPort.parse(text, Strictness.RESOLVABLE))
        .withMessageContaining("host");
  }
}
