package org.backlinks.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.backlinks.snapshot.Chunk;
import org.backlinks.url.Host;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainIdsTest {
  private final DomainIds domains = new DomainIds();

  private int idOf(String url) {
    return idsOf(url)[0];
  }

  private int[] idsOf(String... urls) {
    int[] starts = new int[urls.length + 1];
    int[] rows = new int[urls.length];
    for (int i = 0; i < urls.length; i++) {
      starts[i + 1] = starts[i] + urls[i].getBytes(StandardCharsets.UTF_8).length;
      rows[i] = i;
    }
    byte[] texts = String.join("", urls).getBytes(StandardCharsets.UTF_8);
    return domains.idsOf(new Chunk.Column("SourceURL", texts, starts, rows));
  }

  @ParameterizedTest
  @CsvSource({
    "http://a.example/1, https://A.EXAMPLE:8080/2",
    "http://www.a.example/, http://a.example/",
    "http://a.example./, http://a.example/",
    "http://a.example../, http://a.example/",
    "http://a_.example/, http://-.a_.example/",
    "http://x.me.github.io/, http://me.github.io/",
    "http://x.b.co.uk/, http://y.z.b.co.uk/",
    "http://user@x.ü.example/, http://xn--tda.example/"
  })
  void hostsOfOneDomainHaveOneNumber(String url, String other) {
    assertThat(idOf(url)).isEqualTo(idOf(other)).isZero();
    assertThat(domains.count()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "http://me.github.io/, http://you.github.io/",
    "http://b.co.uk/, http://c.co.uk/",
    "http://co.uk/, http://www.co.uk/",
    "http://_.se/, http://x.se/",
    "http://1.2.3.4/, http://5.6.3.4/",
    "http://ü.example/, http://u.example/"
  })
  void hostsOfDifferentDomainsHaveDifferentNumbers(String url, String other) {
    assertThat(idOf(url)).isZero();
    assertThat(idOf(other)).isEqualTo(1);
    assertThat(idOf(url)).isZero();
    assertThat(domains.count()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http:///path", "?query", "//", "http://::80/"})
  void urlWithoutHostIsUnknown(String url) {
    assertThat(idOf(url)).isEqualTo(DomainIds.UNKNOWN);
    assertThat(domains.count()).isZero();
  }

  @Test
  void startOfAUrlEndsBeforeItsPath() {
    assertThat(
            idsOf(
                "http://a.example/http://b.example/",
                "http://a.example?http://b.example/",
                "http://a.example#http://b.example/",
                "a.example/http://b.example/",
                "http://b.example/",
                "http://a.example",
                "a.example//b.example/",
                "http:/b.example/",
                "1http://b.example/"))
        .containsExactly(0, 0, 0, 0, 1, 0, 0, 2, 3);
  }

  @Test
  void nameIsTheRegistrableDomain() {
    int alone = idOf("http://www.alone.example/");
    int first = idOf("http://x.first.co.uk/");
    int second = idOf("http://second.co.uk./");
    int address = idOf("http://192.0.2.1/");
    assertThat(domains.name(alone)).isEqualTo("alone.example");
    assertThat(domains.name(first)).isEqualTo("first.co.uk");
    assertThat(domains.name(second)).isEqualTo("second.co.uk");
    assertThat(domains.name(address)).isEqualTo("192.0.2.1");
  }

  @Test
  void hostThatIsTooLongForDnsIsNamedByItsEnd() {
    String end = "x".repeat(Host.MAX_LENGTH);
    int host = idOf("http://a" + end + "/");
    int other = idOf("http://b" + end + "/");
    assertThat(other).isNotEqualTo(host);
    assertThat(domains.name(host)).isEqualTo(end);
    FacetCounter counter = new FacetCounter();
    domains.countTopLevelDomain(host, 1, counter);
    assertThat(counter.values()).containsExactly(new FacetValue(end, 1, 1));
  }

  @Test
  void endOfALongNameIsNeverCutInsideACharacter() {
    String host = "ü".repeat(Host.MAX_LENGTH) + "%";
    assertThat(domains.name(idOf("http://" + host + "/")))
        .isEqualTo(host.substring(host.length() - Host.MAX_LENGTH / 2 - 1));
  }

  @ParameterizedTest
  @CsvSource({
    "http://www.a.example/, example",
    "http://b.co.uk/, uk",
    "http://localhost/, localhost",
    "http://192.0.2.1/,",
    "http://[2001:db8::1]/,"
  })
  void topLevelDomainIsTheLastLabelOfAName(String url, @Nullable String expected) {
    FacetCounter counter = new FacetCounter();
    domains.countTopLevelDomain(idOf(url), 3, counter);
    if (expected == null) {
      assertThat(counter.values()).isEmpty();
    } else {
      assertThat(counter.values()).containsExactly(new FacetValue(expected, 3, 1));
    }
  }
}
