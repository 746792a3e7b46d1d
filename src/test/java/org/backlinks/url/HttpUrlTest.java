package org.backlinks.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUrlTest {
  @ParameterizedTest
  @CsvSource({
    "HTTP://Example.COM, http://example.com/",
    "http://example.com:80/a?b=c#d, http://example.com/a?b=c",
    "http://example.com:443/, http://example.com:443/",
    "https://example.com:443/, https://example.com/",
    "https://bücher.example/Ä, https://xn--bcher-kva.example/%C3%84",
    "http://under_score.example:8080?q, http://under_score.example:8080/?q",
    "http://[0:0:0:0:0:0:0:1]/, http://[::1]/",
    "http://[::ffff:127.0.0.1]/, http://127.0.0.1/"
  })
  void uriIsInCanonicalForm(String address, String canonical) {
    assertThat(HttpUrl.of(URI.create(address)).toUri()).isEqualTo(URI.create(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.com/",
        "//example.com/",
        "/path",
        "http:example.com",
        "http:///path",
        "http://user@example.com/",
        "http://example.com:0/",
        "http://a..b/"
      })
  void otherAddressIsRejected(String address) {
    assertThatIllegalArgumentException().isThrownBy(() -> HttpUrl.of(URI.create(address)));
  }
}
