package org.backlinks.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrableDomainTest {
  @ParameterizedTest
  @CsvSource({
    "example.com, example.com",
    "a.b.example.com, example.com",
    "www.example.co.uk, example.co.uk",
    "www.city.kawasaki.jp, city.kawasaki.jp",
    "a.b.c.kawasaki.jp, b.c.kawasaki.jp",
    "someone.github.io, someone.github.io",
    "x.someone.github.io, someone.github.io",
    "www.xn--85x722f.com.cn, xn--85x722f.com.cn"
  })
  void registrableDomainIsPublicSuffixPlusOneLabel(String host, String root) {
    assertThat(RegistrableDomain.of(Host.ofAddress(host))).isEqualTo(root);
  }

  @ParameterizedTest
  @CsvSource({"co.uk", "github.io", "192.0.2.1", "[2001:db8::1]"})
  void hostWithoutRegistrableDomainIsUnchanged(String host) {
    assertThat(RegistrableDomain.of(Host.ofAddress(host))).isEqualTo(host);
  }

  @ParameterizedTest
  @CsvSource({"a.b.no-such-tld, b.no-such-tld", "b.no-such-tld, b.no-such-tld"})
  void unknownTopLevelDomainIsAPublicSuffix(String host, String root) {
    assertThat(RegistrableDomain.of(Host.ofAddress(host))).isEqualTo(root);
  }

  @ParameterizedTest
  @CsvSource({
    "_dmarc.example.com, example.com",
    "a_b.c-.example.com, example.com",
    "www._x-.co.uk, _x-.co.uk",
    "-._.com, _.com"
  })
  void nonstandardLabelsAreAccepted(String host, String root) {
    assertThat(RegistrableDomain.of(Host.ofAddress(host))).isEqualTo(root);
  }
}
