package org.backlinks.url;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InternetDomainName;
import com.google.thirdparty.publicsuffix.PublicSuffixPatterns;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @CsvSource({
    "example.org., example.org",
    "www.example.co.uk., example.co.uk",
    "192.0.2.1., 192.0.2.1"
  })
  void dotAtTheEndSaysNothing(String host, String root) {
    assertThat(RegistrableDomain.of(Host.ofAddress(host))).isEqualTo(root);
  }

  /** The rules are looked up directly, so each of them must mean what the library says. */
  @Test
  void eachRuleOfTheListGivesTheLibrarysDomain() {
    List<String> rules = new ArrayList<>(PublicSuffixPatterns.EXACT.keySet());
    rules.addAll(PublicSuffixPatterns.UNDER.keySet());
    rules.addAll(PublicSuffixPatterns.EXCLUDED.keySet());
    assertThat(rules).hasSizeGreaterThan(5_000);
    for (String rule : rules) {
      for (String name : List.of(rule, "a." + rule, "b.a." + rule, "C.b.a." + rule)) {
        assertThat(RegistrableDomain.of(Host.ofAddress(name))).isEqualTo(libraryDomain(name));
      }
    }
  }

  private static String libraryDomain(String name) {
    InternetDomainName domain = InternetDomainName.from(name);
    if (domain.isPublicSuffix()) {
      return name;
    }
    String root =
        domain.hasPublicSuffix()
            ? domain.topPrivateDomain().toString()
            : name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
    return name.substring(name.length() - root.length());
  }

  /** The list has the public suffix {@code x.se}. */
  @ParameterizedTest
  @CsvSource({"a._.se, _.se", "_.se, _.se", "a.x-.se, x-.se", "a.x.se, a.x.se", "_.ck, _.ck"})
  void nonstandardLabelIsNoRuleOfTheList(String host, String root) {
    assertThat(RegistrableDomain.of(Host.ofAddress(host))).isEqualTo(root);
  }

  @ParameterizedTest
  @CsvSource({
    "www.example.co.uk, 4",
    "192.0.2.1, 0",
    "co.uk, 0",
    "a, 0",
    "., 0",
    "a..example.com, 0",
    "Example.com, -1",
    "[::1], -1",
    "ü.example.com, -1"
  })
  void startInNameIsWhereTheDomainStarts(String host, int start) {
    byte[] bytes = (host + "#").getBytes(StandardCharsets.UTF_8);
    assertThat(RegistrableDomain.startInName(bytes, 0, bytes.length - 1)).isEqualTo(start);
    byte[] later = ("b.example.com/" + host + "#").getBytes(StandardCharsets.UTF_8);
    int from = later.length - bytes.length;
    assertThat(RegistrableDomain.startInName(later, from, later.length - 1))
        .isEqualTo(start == RegistrableDomain.NO_NAME ? start : from + start);
  }

  @Test
  void startInNameIsUnknownWhenTheNameIsTooLong() {
    byte[] longest = "a.".repeat(Host.MAX_LENGTH).getBytes(StandardCharsets.UTF_8);
    assertThat(RegistrableDomain.startInName(longest, 0, Host.MAX_LENGTH))
        .isEqualTo(Host.MAX_LENGTH - 3);
    assertThat(RegistrableDomain.startInName(longest, 0, Host.MAX_LENGTH + 2))
        .isEqualTo(RegistrableDomain.NO_NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a..example.com", "x.1com", "a b.com"})
  void textThatIsNoNameIsUnchanged(String host) {
    assertThat(RegistrableDomain.of(new Host(host, false))).isEqualTo(host);
  }
}
