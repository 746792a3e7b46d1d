package org.backlinks.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv6Test {
  /** The canonical forms are those of RFC 5952. */
  @ParameterizedTest
  @CsvSource({
    "2001:DB8:0:0:0:0:0:1, [2001:db8::1]",
    "2001:0db8::0001, [2001:db8::1]",
    "0:0:0:0:0:0:0:0, [::]",
    "::, [::]",
    "::1, [::1]",
    "1::, [1::]",
    "1:0:0:2:0:0:0:3, [1:0:0:2::3]",
    "1:0:0:2:3:0:0:4, [1::2:3:0:0:4]",
    "1:0:2:3:4:5:6:7, [1:0:2:3:4:5:6:7]",
    "1::3:4:5:6:7:8, [1:0:3:4:5:6:7:8]",
    "::2:3:4:5:6:7:8, [0:2:3:4:5:6:7:8]",
    "0:0:1:1:0:0:1:1, [::1:1:0:0:1:1]",
    "1:2:3:4:5:6:0:0, [1:2:3:4:5:6::]",
    "::FFFF:192.0.2.1, [::ffff:c000:201]",
    "64:ff9b::255.255.255.255, [64:ff9b::ffff:ffff]",
    "1:2:3:4:5:6:0.0.0.1, [1:2:3:4:5:6:0:1]"
  })
  void addressIsWrittenInCanonicalForm(String text, String host) {
    assertThat(Ipv6.parse(text).toHost()).isEqualTo(new Host(host, true));
  }

  @ParameterizedTest
  @CsvSource({
    "::ffff:192.0.2.1, 192.0.2.1",
    "0:0:0:0:0:FFFF:7f00:1, 127.0.0.1",
    "::ffff:0:0, 0.0.0.0",
    "::ffff:255.255.255.255, 255.255.255.255",
    "::192.0.2.1, [::c000:201]",
    "1::ffff:192.0.2.1, [1::ffff:c000:201]",
    "::fffe:192.0.2.1, [::fffe:c000:201]",
    "::1, [::1]"
  })
  void onlyMappedAddressBecomesIpv4Address(String text, String host) {
    assertThat(Ipv6.parse(text).unmapped()).isEqualTo(new Host(host, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":::",
        "1",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7::8",
        "12345::",
        "g::",
        "+1::",
        "١::",
        "fe80::1%25eth0",
        "fe80::1%eth0",
        "[::1]",
        "1.2.3.4",
        "::1.2.3.256",
        "::01.2.3.4",
        "::1.2.3",
        "::1.2.3.4.5",
        "::1.2.3.4:5",
        "1:2:3:4:5:6:7:1.2.3.4",
        ":1::2",
        "1::2:"
      })
  void malformedAddressIsRejected(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ipv6.parse(text))
        .withMessage("must have a legal IPv6 address between its brackets");
  }
}
