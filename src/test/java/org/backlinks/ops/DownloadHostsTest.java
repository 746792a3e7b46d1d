package org.backlinks.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.backlinks.ops.DownloadHosts.Clearance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadHostsTest {
  private static final String USUAL = "downloads.majestic.com,downloads.majesticseo.com";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://downloads.majestic.com/download_1.xml.gz",
        "https://downloads.majestic.com/a?b=c#d",
        "HTTP://Downloads.MAJESTIC.com./a",
        "http://downloads.majestic.com:80/a",
        "https://downloads.majesticseo.com:443/a",
        "https://downloads.majesticseo.com:/a",
        "http://downloads.majestic.com"
      })
  void allowsListedHostsAtTheDefaultPort(String address) {
    assertThat(leadingTo("203.0.113.7", USUAL).allows(URI.create(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://majestic.com/",
        "http://evil.downloads.majestic.com/",
        "http://downloads.majestic.com.evil.example/",
        "http://downloads.majestic.com../",
        "http://downloads.majestic.com@evil.example/",
        "http://user@downloads.majestic.com/",
        "http://user:pass@downloads.majestic.com/",
        "http://@downloads.majestic.com/",
        "http://downloads.majestic.com:8080/",
        "http://downloads.majestic.com:443/",
        "https://downloads.majestic.com:80/",
        "http://downloads.majestic.com:0/",
        "http://downloads.majestic.com:65616/",
        "http://downloads.majestic.com:99999999999/",
        "http://%64ownloads.majestic.com/",
        "ftp://downloads.majestic.com/",
        "file://downloads.majestic.com/etc/passwd",
        "file:/etc/passwd",
        "jar:http://downloads.majestic.com/a!/b",
        "//downloads.majestic.com/",
        "/downloads.majestic.com",
        "http:downloads.majestic.com",
        "http:///downloads.majestic.com",
        "http://203.0.113.7/",
        "http://localhost/",
        "http://127.0.0.1/",
        "http://[::1]/",
        ""
      })
  void refusesEverythingElse(String address) {
    assertThat(leadingTo("203.0.113.7", USUAL).clear(URI.create(address)))
        .isInstanceOf(Clearance.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.9.10",
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.100.100.200",
        "100.127.255.255",
        "169.254.169.254",
        "169.254.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::10.0.0.1",
        "::203.0.113.7",
        "::ffff:127.0.0.1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2001::1"
      })
  void refusesAListedNameThatLeadsToAnAddressThatIsNotPublic(String address) {
    DownloadHosts hosts = leadingTo(address, USUAL + "," + bracketed(address));

    assertThat(hosts.allows(URI.create("http://downloads.majestic.com/"))).isFalse();
    assertThat(hosts.allows(URI.create("http://" + bracketed(address) + "/"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "100.63.0.1",
        "100.128.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.0.1.1",
        "223.255.255.254",
        "2606:4700::1",
        "64:ff9b::808:808",
        "2002:808:808::"
      })
  void allowsAListedNameThatLeadsToAPublicAddress(String address) {
    assertThat(leadingTo(address, USUAL).allows(URI.create("http://downloads.majestic.com/")))
        .isTrue();
  }

  @Test
  void refusesANameOfWhichOneAddressIsNotPublic() {
    DownloadHosts hosts =
        DownloadHosts.of(
            USUAL, _ -> new InetAddress[] {literal("203.0.113.7"), literal("10.0.0.1")});

    assertThat(hosts.clear(URI.create("http://downloads.majestic.com/a")))
        .isEqualTo(new Clearance.Refused("downloads.majestic.com"));
  }

  @Test
  void allowsAnAddressThatIsListedItselfWithoutResolvingAnything() {
    List<String> resolved = new ArrayList<>();
    DownloadHosts hosts =
        DownloadHosts.of(
            "127.0.0.1:8080, [::1]:8080 ,localhost, 169.254.169.254",
            host -> {
              resolved.add(host);
              throw new UnknownHostException(host);
            });

    assertThat(hosts.allows(URI.create("http://127.0.0.1:8080/"))).isTrue();
    assertThat(hosts.allows(URI.create("http://[::ffff:127.0.0.1]:8080/"))).isTrue();
    assertThat(hosts.allows(URI.create("http://[0:0:0:0:0:0:0:1]:8080/"))).isTrue();
    assertThat(hosts.allows(URI.create("https://LOCALHOST./"))).isTrue();
    assertThat(hosts.allows(URI.create("http://169.254.169.254/"))).isTrue();
    assertThat(hosts.allows(URI.create("http://127.0.0.1/"))).isFalse();
    assertThat(hosts.allows(URI.create("http://127.1:8080/"))).isFalse();
    assertThat(hosts.allows(URI.create("http://2130706433:8080/"))).isFalse();
    assertThat(hosts.allows(URI.create("http://0x7f000001:8080/"))).isFalse();
    assertThat(hosts.allows(URI.create("http://0177.0.0.1:8080/"))).isFalse();
    assertThat(hosts.allows(URI.create("http://[fe80::1%25eth0]:8080/"))).isFalse();
    assertThat(resolved).isEmpty();
  }

  @Test
  void holdsAListedPortForBothSchemes() {
    DownloadHosts hosts = leadingTo("203.0.113.7", "files.example.com:8443");

    assertThat(hosts.allows(URI.create("https://files.example.com:8443/"))).isTrue();
    assertThat(hosts.allows(URI.create("http://files.example.com:8443/"))).isTrue();
    assertThat(hosts.allows(URI.create("https://files.example.com/"))).isFalse();
  }

  @Test
  void readsNamesOfOtherScriptsInEitherSpelling() {
    DownloadHosts hosts = leadingTo("203.0.113.7", "dateien.bücher.example,xn--r8jz45g.example");

    assertThat(hosts.allows(URI.create("http://dateien.xn--bcher-kva.example/"))).isTrue();
    assertThat(hosts.allows(URI.create("http://Dateien.BÜCHER.example/"))).isTrue();
    assertThat(hosts.allows(URI.create("http://例え.example/"))).isTrue();
    assertThat(hosts.allows(URI.create("http://bücher.example/"))).isFalse();
    assertThat(
            leadingTo("203.0.113.7", "strasse.example")
                .allows(URI.create("http://straße.example/")))
        .isFalse();
  }

  @Test
  void grantsTheAddressInTheSpellingThatWasChecked() {
    assertThat(
            leadingTo("203.0.113.7", USUAL)
                .clear(URI.create("HTTP://Downloads.Majestic.com.:80/Ä%20b;c?d=e%26#f")))
        .isEqualTo(
            new Clearance.Granted(URI.create("http://downloads.majestic.com/%C3%84%20b;c?d=e%26")));
  }

  @Test
  void tellsANameThatLeadsNowhereFromARefusedOne() {
    DownloadHosts hosts =
        DownloadHosts.of(
            USUAL,
            host -> {
              throw new UnknownHostException(host);
            });

    assertThat(hosts.allows(URI.create("http://downloads.majestic.com/"))).isFalse();
    assertThat(hosts.clear(URI.create("http://downloads.majestic.com/")))
        .isEqualTo(new Clearance.Unresolved("downloads.majestic.com"));
  }

  @Test
  void namesARefusedHostWithoutItsUserInfo() {
    assertThat(leadingTo("203.0.113.7", USUAL).clear(URI.create("http://me:pw@evil.example:81/")))
        .isEqualTo(new Clearance.Refused("evil.example:81"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a.example,",
        ",a.example",
        "a.example b.example",
        "http://a.example",
        "a.example/",
        "*.a.example",
        "user@a.example",
        "a.example:0",
        "a.example:65536",
        "a.example:http",
        "a..example",
        ".a.example",
        "::1",
        "[::1",
        "[a.example]",
        "[127.0.0.1]",
        "[fe80::1%eth0]",
        "127.1",
        "256.1.1.1",
        "0x7f.0.0.1",
        "straße.example"
      })
  void stopsAtAListThatCantBeRead(String list) {
    assertThatThrownBy(() -> DownloadHosts.of(list))
        .isInstanceOf(BadSettingException.class)
        .hasMessageStartingWith("MAJESTIC_DOWNLOAD_HOSTS must be hosts")
        .hasMessageNotContaining("\n");
  }

  private static DownloadHosts leadingTo(String address, String list) {
    return DownloadHosts.of(list, _ -> new InetAddress[] {literal(address)});
  }

  private static InetAddress literal(String address) {
    return InetAddress.ofLiteral(address);
  }

  private static String bracketed(String address) {
    return address.contains(":") ? "[" + address + "]" : address;
  }
}
