package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private static final Table ROOT = table("Root").asLinks("rootDomain");
  private static final Table URL = table("Url").asLinks("url");
  private static final Table URL_AGAIN = table("Url2").asLinks("url");
  private static final Table DOMAINS = table("DomainsInfo").asDomains();
  private static final Table OTHER = table("Other");
  private static final Manifest MANIFEST =
      new Manifest("cmd", Globals.NONE, List.of(ROOT, OTHER, URL, DOMAINS, URL_AGAIN), List.of());

  @Test
  void listsStandInTheOrderAskedForAndThenAsUpstreamGaveThem() {
    assertThat(MANIFEST.lists(List.of("url", "subdomain", "rootDomain")))
        .containsExactly(URL, URL_AGAIN, ROOT);
  }

  @Test
  void tablesAreFoundByTheirKind() {
    assertThat(MANIFEST.tables(Table.Kind.DOMAINS)).containsExactly(DOMAINS);
    assertThat(MANIFEST.tables(Table.Kind.OTHER)).containsExactly(OTHER);
    assertThat(MANIFEST.tables(Table.Kind.LINKS)).containsExactly(ROOT, URL, URL_AGAIN);
  }

  private static Table table(String name) {
    return new Table(name, Table.Kind.OTHER, null, Map.of("A", name), 3, List.of());
  }
}
