package org.backlinks.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.backlinks.url.Host.Strictness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {
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
  void hostIsExtractedFromAddress(String address, String host) {
    assertThat(Host.ofAddress(address).name()).isEqualTo(host);
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "http://, ''",
    "/path, ''",
    "HTTP://Example.COM./, Example.COM.",
    "http://exa mple..com/, exa mple..com",
    "http://[::1]x:80/, [::1]",
    "http://[::1/, [",
    "http://a@b@c/, b@c",
    "http://a:x:80/, a"
  })
  void lenientHostIsKeptAsWritten(String address, String host) {
    assertThat(Host.ofAddress(address)).isEqualTo(new Host(host, host.startsWith("[::")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[2001:db8::1]", "[x]", "192.0.2.1", "999.1", "..."})
  void lenientHostIsIpAddressWhenItHasBracketsOrOnlyDigitsAndDots(String text) {
    assertThat(Host.parse(text, Strictness.LENIENT)).isEqualTo(new Host(text, true));
  }

  @ParameterizedTest
  @EnumSource(names = {"RESOLVABLE", "TARGET"})
  void nameIsConvertedToCanonicalForm(Strictness strictness) {
    assertThat(Host.parse("WWW.Bücher。Example.", strictness))
        .isEqualTo(new Host("www.xn--bcher-kva.example", false));
    assertThat(Host.parse("xn--bcher-kva.bücher", strictness))
        .isEqualTo(new Host("xn--bcher-kva.xn--bcher-kva", false));
    assertThat(Host.parse("127.0.0.1.", strictness)).isEqualTo(new Host("127.0.0.1", true));
    assertThat(Host.parse("[2001:DB8:0:0::1]", strictness))
        .isEqualTo(new Host("[2001:db8::1]", true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "a..b",
        "straße.de",
        "a b.c",
        "a@b.c",
        "1.2.3",
        "0x7f.1",
        "[",
        "[]",
        "[::1",
        "[a.b]",
        "[fe80::1%eth0]"
      })
  void invalidHostIsRejectedUnlessStrictnessIsLenient(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Host.parse(text, Strictness.RESOLVABLE))
        .withMessageStartingWith("must have ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Host.parse(text, Strictness.TARGET))
        .withMessageStartingWith("must have ");
    assertThat(Host.parse(text, Strictness.LENIENT).name()).isEqualTo(text);
  }

  @Test
  void onlyTargetNeedsDot() {
    assertThat(Host.parse("LOCALHOST", Strictness.RESOLVABLE))
        .isEqualTo(new Host("localhost", false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Host.parse("localhost", Strictness.TARGET))
        .withMessage("must have a host with a dot in it");
  }

  @Test
  void onlyResolvableHostBecomesIpv4AddressWhenItIsMapped() {
    assertThat(Host.parse("[::FFFF:192.0.2.1]", Strictness.RESOLVABLE))
        .isEqualTo(new Host("192.0.2.1", true));
    assertThat(Host.parse("[::FFFF:192.0.2.1]", Strictness.TARGET))
        .isEqualTo(new Host("[::ffff:c000:201]", true));
    assertThat(Host.parse("[::192.0.2.1]", Strictness.RESOLVABLE))
        .isEqualTo(new Host("[::c000:201]", true));
  }
}
