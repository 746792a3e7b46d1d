package org.backlinks.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.changes.ComparedReportBuilder.builtOn;
import static org.backlinks.changes.ComparedReportBuilder.compare;
import static org.backlinks.changes.ComparedReportBuilder.deadLink;
import static org.backlinks.changes.ComparedReportBuilder.domains;
import static org.backlinks.changes.ComparedReportBuilder.link;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.backlinks.question.Scope;
import org.junit.jupiter.api.Test;

class DomainTallyTest {
  private static final String A = "http://x.a.example/";
  private static final String B = "http://b.example/";

  private static Map<String, String> newLink(String source) {
    return link(source, "FirstIndexedDate", "2026-02-01");
  }

  private static Comparison comparison(
      List<Map<String, String>> before, List<Map<String, String>> after) throws IOException {
    return compare(
        builtOn("2026-01-10").withLinks(Scope.URL, before),
        builtOn("2026-02-10").withLinks(Scope.URL, after));
  }

  private static List<String> compared(
      List<Map<String, String>> before, List<Map<String, String>> after) throws IOException {
    return domains(comparison(before, after));
  }

  @Test
  void domainWithOnlyNewLinksIsNew() throws IOException {
    assertThat(compared(List.of(link(B)), List.of(link(B), newLink(A), newLink(A + "2"))))
        .containsExactly("new first-indexed a.example 0 2");
  }

  @Test
  void domainWithAnOlderLinkAppeared() throws IOException {
    assertThat(compared(List.of(link(B)), List.of(link(B), newLink(A), link(A + "2"))))
        .containsExactly("appeared unknown a.example 0 2");
  }

  @Test
  void domainWhoseLinkIsAliveAgainAppeared() throws IOException {
    assertThat(compared(List.of(deadLink(A)), List.of(link(A))))
        .containsExactly("appeared unknown a.example 0 1");
  }

  @Test
  void domainWithALivingLinkOnBothSidesIsNoChange() throws IOException {
    assertThat(
            compared(
                List.of(link(A), link("http://y.a.example/")),
                List.of(newLink("http://z.a.example/"))))
        .isEmpty();
  }

  @Test
  void domainWhoseLinksAreAllLostIsLost() throws IOException {
    assertThat(compared(List.of(link(A), link(A + "2")), List.of(deadLink(A), deadLink(A + "2"))))
        .containsExactly("lost reported a.example 2 0");
    assertThat(compared(List.of(link(A), link(A + "2")), List.of(deadLink(A))))
        .containsExactly("lost complete-list a.example 2 0");
  }

  @Test
  void deadLinksDoNotCount() throws IOException {
    assertThat(
            compared(List.of(link(A), deadLink(A + "2")), List.of(deadLink(A), deadLink(A + "3"))))
        .containsExactly("lost reported a.example 1 0");
    assertThat(compared(List.of(deadLink(A)), List.of(deadLink(A)))).isEmpty();
    assertThat(compared(List.of(deadLink(A)), List.of(deadLink(A + "2")))).isEmpty();
  }

  @Test
  void domainWithAnUnlistedLinkIsUnlisted() throws IOException {
    Comparison comparison =
        compare(
            builtOn("2026-01-10").withLinks(link(A), link(A + "2")),
            builtOn("2026-02-10").withList(Scope.URL, Map.of(), List.of(deadLink(A))));
    assertThat(domains(comparison)).containsExactly("unlisted unknown a.example 2 0");
  }

  @Test
  void domainWithALivingLinkLeftIsNotUnlisted() throws IOException {
    Comparison comparison =
        compare(
            builtOn("2026-01-10").withLinks(link(A), link(A + "2")),
            builtOn("2026-02-10").withList(Scope.URL, Map.of(), List.of(link(A))));
    assertThat(domains(comparison)).isEmpty();
  }

  @Test
  void movedLinkIsNotLostForItsDomain() throws IOException {
    // www.co.uk and co.uk are different domains
    assertThat(compared(List.of(link("http://www.co.uk/")), List.of(link("http://co.uk/"))))
        .containsExactly("appeared unknown co.uk 0 1");
  }

  @Test
  void linkWithoutSourceHasNoDomain() throws IOException {
    assertThat(compared(List.of(link("")), List.of())).isEmpty();
    assertThat(compared(List.of(), List.of(link(""), link("http:///x")))).isEmpty();
  }

  @Test
  void unlistedDoubleIsTheOnlyEvidence() throws IOException {
    assertThat(compared(List.of(link(A), link(A)), List.of(deadLink(A))))
        .containsExactly("unlisted double a.example 2 0");
  }

  @Test
  void hostsOfADomainAreOne() throws IOException {
    String other = "http://y.a.example/";
    assertThat(compared(List.of(), List.of(newLink(A), newLink(other))))
        .containsExactly("new first-indexed a.example 0 2");
    assertThat(compared(List.of(), List.of(newLink(A), link(other))))
        .containsExactly("appeared unknown a.example 0 2");
    assertThat(compared(List.of(link(A), link(other)), List.of(deadLink(A))))
        .containsExactly("lost complete-list a.example 2 0");
    // of the two rows of one link, one is lost and one is a double
    assertThat(compared(List.of(link(A), link(other), link(other)), List.of(deadLink(other))))
        .containsExactly("unlisted double a.example 3 0");
    assertThat(compared(List.of(link(A)), List.of(link(A), link(other)))).isEmpty();
    assertThat(compared(List.of(link(A), link(other)), List.of(link(A)))).isEmpty();
  }

  @Test
  void hostWithADotAtItsEndHasTheSameDomain() throws IOException {
    String dotted = "http://x.a.example./2";
    assertThat(compared(List.of(), List.of(newLink(dotted), newLink(A))))
        .containsExactly("new first-indexed a.example 0 2");
    assertThat(compared(List.of(link(dotted)), List.of(link(A)))).isEmpty();
    assertThat(compared(List.of(link(A)), List.of(link(A), newLink(dotted)))).isEmpty();
    assertThat(compared(List.of(link(A), link("http://y.a.example./")), List.of(link(A))))
        .isEmpty();
    assertThat(compared(List.of(), List.of(link("http://b.co.uk.:8080/"))))
        .containsExactly("appeared unknown b.co.uk 0 1");
  }

  @Test
  void movedLinkKeepsItsDomain() throws IOException {
    assertThat(compared(List.of(link("http://www.a.example/")), List.of(link("http://a.example/"))))
        .isEmpty();
  }

  @Test
  void domainIsRegistrable() throws IOException {
    assertThat(
            compared(
                List.of(),
                List.of(
                    link("http://A.b.co.uk/"),
                    link("http://127.0.0.1:8080/"),
                    link("http://user@www.c.example/"),
                    link(""))))
        .containsExactly(
            "appeared unknown 127.0.0.1 0 1",
            "appeared unknown b.co.uk 0 1",
            "appeared unknown c.example 0 1");
  }

  @Test
  void domainsAreInOrderOfKindThenLinksThenName() throws IOException {
    List<Map<String, String>> before =
        List.of(link("http://e.example/"), link("http://e.example/2"), link("http://d.example/"));
    List<Map<String, String>> after =
        List.of(link("http://b.example/"), newLink("http://c.example/"), link("http://a.example/"));
    assertThat(compared(before, after))
        .containsExactly(
            "new first-indexed c.example 0 1",
            "appeared unknown a.example 0 1",
            "appeared unknown b.example 0 1",
            "lost complete-list e.example 2 0",
            "lost complete-list d.example 1 0");
    DomainCounts counts = comparison(before, after).lists().getFirst().domains();
    assertThat(counts).isEqualTo(new DomainCounts(1, 2, 2, 0));
  }

  @Test
  void domainsOfAllScopesAreInOneOrder() throws IOException {
    Comparison comparison =
        compare(
            builtOn("2026-01-10")
                .withLinks(Scope.URL, List.of())
                .withLinks(Scope.ROOT_DOMAIN, List.of()),
            builtOn("2026-02-10")
                .withLinks(Scope.URL, List.of(link(B)))
                .withLinks(Scope.ROOT_DOMAIN, List.of(link(B), link(A))));
    assertThat(comparison.domains())
        .extracting(change -> change.domain() + " " + change.scope().wireName())
        .containsExactly("a.example rootDomain", "b.example url", "b.example rootDomain");
  }
}
