package org.backlinks.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadHostsTest {
  private static final String DEFAULT_HOSTS = "downloads.majestic.com,downloads.majesticseo.com";

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
  void listedHostIsAllowedAtDefaultPort(String address) {
    assertThat(isAllowed(hostsResolvingTo("203.0.113.7", DEFAULT_HOSTS), address)).isTrue();
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
  void unlistedAddressIsRefused(String address) {
    assertThat(hostsResolvingTo("203.0.113.7", DEFAULT_HOSTS).check(URI.create(address)))
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
  void listedNameIsRefusedWhenItResolvesToNonPublicAddress(String address) {
    DownloadHosts hosts = hostsResolvingTo(address, DEFAULT_HOSTS + "," + bracketed(address));

    assertThat(isAllowed(hosts, "http://downloads.majestic.com/")).isFalse();
    assertThat(isAllowed(hosts, "http://" + bracketed(address) + "/")).isTrue();
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
  void listedNameIsAllowedWhenItResolvesToPublicAddress(String address) {
    DownloadHosts hosts = hostsResolvingTo(address, DEFAULT_HOSTS);

    assertThat(isAllowed(hosts, "http://downloads.majestic.com/")).isTrue();
  }

  @Test
  void listedNameIsRefusedWhenOneOfItsAddressesIsNotPublic() {
    DownloadHosts hosts =
        DownloadHosts.parse(
            DEFAULT_HOSTS, _ -> new InetAddress[] {literal("203.0.113.7"), literal("10.0.0.1")});

    assertThat(hosts.check(URI.create("http://downloads.majestic.com/a")))
        .isEqualTo(new Clearance.Refused("downloads.majestic.com"));
  }

  @Test
  void listedIpAddressIsAllowedWithoutResolving() {
    List<String> resolved = new ArrayList<>();
    DownloadHosts hosts =
        DownloadHosts.parse(
            "127.0.0.1:8080, [::1]:8080 ,localhost, 169.254.169.254",
            host -> {
              resolved.add(host);
              throw new UnknownHostException(host);
            });

    assertThat(isAllowed(hosts, "http://127.0.0.1:8080/")).isTrue();
    assertThat(isAllowed(hosts, "http://[::ffff:127.0.0.1]:8080/")).isTrue();
    assertThat(isAllowed(hosts, "http://[0:0:0:0:0:0:0:1]:8080/")).isTrue();
    assertThat(isAllowed(hosts, "https://LOCALHOST./")).isTrue();
    assertThat(isAllowed(hosts, "http://169.254.169.254/")).isTrue();
    assertThat(isAllowed(hosts, "http://127.0.0.1/")).isFalse();
    assertThat(isAllowed(hosts, "http://127.1:8080/")).isFalse();
    assertThat(isAllowed(hosts, "http://2130706433:8080/")).isFalse();
    assertThat(isAllowed(hosts, "http://0x7f000001:8080/")).isFalse();
    assertThat(isAllowed(hosts, "http://0177.0.0.1:8080/")).isFalse();
    assertThat(isAllowed(hosts, "http://[fe80::1%25eth0]:8080/")).isFalse();
    assertThat(resolved).isEmpty();
  }

  @Test
  void listedPortAppliesToBothSchemes() {
    DownloadHosts hosts = hostsResolvingTo("203.0.113.7", "files.example.com:8443");

    assertThat(isAllowed(hosts, "https://files.example.com:8443/")).isTrue();
    assertThat(isAllowed(hosts, "http://files.example.com:8443/")).isTrue();
    assertThat(isAllowed(hosts, "https://files.example.com/")).isFalse();
  }

  @Test
  void internationalNameMatchesInUnicodeAndPunycode() {
    DownloadHosts hosts =
        hostsResolvingTo("203.0.113.7", "dateien.bücher.example,xn--r8jz45g.example");

    assertThat(isAllowed(hosts, "http://dateien.xn--bcher-kva.example/")).isTrue();
    assertThat(isAllowed(hosts, "http://Dateien.BÜCHER.example/")).isTrue();
    assertThat(isAllowed(hosts, "http://例え.example/")).isTrue();
    assertThat(isAllowed(hosts, "http://bücher.example/")).isFalse();
    DownloadHosts german = hostsResolvingTo("203.0.113.7", "strasse.example");
    assertThat(isAllowed(german, "http://straße.example/")).isFalse();
  }

  @Test
  void grantedClearanceHasCanonicalUriAndResolvedAddresses() {
    assertThat(
            hostsResolvingTo("203.0.113.7", DEFAULT_HOSTS)
                .check(URI.create("HTTP://Downloads.Majestic.com.:80/Ä%20b;c?d=e%26#f")))
        .isEqualTo(
            new Clearance.Granted(
                URI.create("http://downloads.majestic.com/%C3%84%20b;c?d=e%26"),
                List.of(InetAddress.ofLiteral("203.0.113.7"))));
  }

  @Test
  void unresolvableNameIsUnresolvedNotRefused() {
    DownloadHosts hosts =
        DownloadHosts.parse(
            DEFAULT_HOSTS,
            host -> {
              throw new UnknownHostException(host);
            });

    assertThat(isAllowed(hosts, "http://downloads.majestic.com/")).isFalse();
    assertThat(hosts.check(URI.create("http://downloads.majestic.com/")))
        .isEqualTo(new Clearance.Unresolved("downloads.majestic.com"));
  }

  @Test
  void refusedClearanceOmitsUserInfo() {
    assertThat(
            hostsResolvingTo("203.0.113.7", DEFAULT_HOSTS)
                .check(URI.create("http://me:pw@evil.example:81/")))
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
  void malformedListIsRefused(String list) {
    assertThatThrownBy(() -> DownloadHosts.parse(list))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must be hosts separated by commas")
        .hasMessageNotContaining("\n");
  }

  private static DownloadHosts hostsResolvingTo(String address, String list) {
    return DownloadHosts.parse(list, _ -> new InetAddress[] {literal(address)});
  }

  private static boolean isAllowed(DownloadHosts hosts, String address) {
    return hosts.check(URI.create(address)) instanceof Clearance.Granted;
  }

  private static InetAddress literal(String address) {
    return InetAddress.ofLiteral(address);
  }

  private static String bracketed(String address) {
    return address.contains(":") ? "[" + address + "]" : address;
  }
}
