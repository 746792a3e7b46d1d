package org.backlinks.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backlinks.changes.ComparedReportBuilder.builtOn;
import static org.backlinks.changes.ComparedReportBuilder.changes;
import static org.backlinks.changes.ComparedReportBuilder.compare;
import static org.backlinks.changes.ComparedReportBuilder.deadLink;
import static org.backlinks.changes.ComparedReportBuilder.link;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.backlinks.question.ChangeSubject;
import org.backlinks.question.Scope;
import org.junit.jupiter.api.Test;

class ComparisonCodecTest {
  private static Comparison comparison() throws IOException {
    return compare(
        builtOn("2026-01-10")
            .withLinks(link("http://a.example/"), link("http://b.example/"))
            .withLinks(Scope.ROOT_DOMAIN, List.of(link("http://c.example/")))
            .withLinks(Scope.SUBDOMAIN, List.of()),
        builtOn("2026-02-10")
            .withList(
                Scope.URL,
                Map.of(),
                List.of(
                    deadLink("http://a.example/"),
                    link("http://www.b.example/"),
                    link("http://d.example/", "FirstIndexedDate", "2026-02-01")))
            .withLinks(
                Scope.ROOT_DOMAIN,
                List.of(link("http://c.example/", "AnchorText", "x"), link("http://é.example/"))));
  }

  static void assertEqual(Comparison actual, Comparison expected) {
    assertThat(changes(actual)).isEqualTo(changes(expected));
    for (int i = 0; i < expected.links().size(); i++) {
      assertThat(actual.links().get(i)).isEqualTo(expected.links().get(i));
    }
    assertThat(actual.lists()).isEqualTo(expected.lists());
    assertThat(actual.domains()).isEqualTo(expected.domains());
    assertThat(actual.warnings()).isEqualTo(expected.warnings());
  }

  @Test
  void decodedComparisonEqualsEncodedOne() throws IOException {
    Comparison comparison = comparison();
    assertThat(comparison.links().size()).isEqualTo(5);
    assertThat(comparison.warnings()).hasSize(1);
    assertThat(comparison.domains()).isNotEmpty();
    assertEqual(decode(ComparisonCodec.encode(comparison)), comparison);
  }

  /** Returns a stored comparison with all its changes. */
  static Comparison decode(byte[] bytes) throws CorruptComparisonException {
    Comparison links = ComparisonCodec.decode(bytes, ChangeSubject.LINK);
    Comparison domains = ComparisonCodec.decode(bytes, ChangeSubject.DOMAIN);
    assertThat(links.domains()).isEmpty();
    assertThat(domains.links().size()).isZero();
    assertThat(domains.lists()).isEqualTo(links.lists());
    return links.withDomains(domains.domains());
  }

  @Test
  void everyChangedBitIsNoticed() throws IOException {
    byte[] bytes = ComparisonCodec.encode(comparison());
    for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
      byte[] damaged = bytes.clone();
      damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertThatThrownBy(() -> decode(damaged))
          .isInstanceOf(CorruptComparisonException.class)
          .hasMessageStartingWith("corrupt comparison: ");
    }
  }

  @Test
  void everyCutIsNoticed() throws IOException {
    byte[] bytes = ComparisonCodec.encode(comparison());
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> decode(cut)).isInstanceOf(CorruptComparisonException.class);
    }
  }

  @Test
  void otherVersionIsNamed() throws IOException {
    byte[] bytes = ComparisonCodec.encode(comparison());
    bytes[0]++;
    assertThatThrownBy(() -> decode(bytes)).hasMessage("corrupt comparison: of an unknown version");
  }
}
