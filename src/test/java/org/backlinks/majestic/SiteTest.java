package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteTest {
  @ParameterizedTest
  @CsvSource({
    "http://example.com, example.com",
    "https://example.com:8443/a?b#c, example.com",
    "example.com:81/a, example.com",
    "example.com?x=http://other.com/, example.com",
    "http://[2001:db8::1]:8080/, [2001:db8::1]",
    "http://user:word@example.com/@x, example.com",
    "http://example.com/?a=b@c, example.com",
    "192.0.2.1/x, 192.0.2.1"
  })
  void theHostStandsBetweenSchemeAndPath(String address, String host) {
    assertThat(Site.host(address)).isEqualTo(host);
  }

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
  void theRootDomainIsOneLabelMoreThanThePublicSuffix(String host, String root) {
    assertThat(Site.rootDomain(host)).isEqualTo(root);
  }

  @ParameterizedTest
  @CsvSource({"co.uk", "github.io", "192.0.2.1", "[2001:db8::1]"})
  void whatHasNoRegistrableDomainIsItsOwn(String host) {
    assertThat(Site.rootDomain(host)).isEqualTo(host);
  }

  @ParameterizedTest
  @CsvSource({"a.b.no-such-tld, b.no-such-tld", "b.no-such-tld, b.no-such-tld"})
  void aTopLevelThatTheListDoesNotKnowIsAPublicSuffix(String host, String root) {
    assertThat(Site.rootDomain(host)).isEqualTo(root);
  }

  @ParameterizedTest
  @CsvSource({
    "_dmarc.example.com, example.com",
    "a_b.c-.example.com, example.com",
    "www._x-.co.uk, _x-.co.uk",
    "-._.com, _.com"
  })
  void oddLabelsOfTheWebAreLabels(String host, String root) {
    assertThat(Site.rootDomain(host)).isEqualTo(root);
  }
}
