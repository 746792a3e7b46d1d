package org.backlinks.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private static final Table ROOT = table("Root").asLinks("rootDomain");
  private static final Table URL = table("Url").asLinks("url");
  private static final Table SECOND_URL = table("Url2").asLinks("url");
  private static final Table DOMAINS = table("DomainsInfo").asDomains();
  private static final Table OTHER = table("Other");
  private static final Manifest MANIFEST =
      new Manifest("cmd", Globals.NONE, List.of(ROOT, OTHER, URL, DOMAINS, SECOND_URL), List.of());

  @Test
  void linkTablesAreInRequestedThenUpstreamOrder() {
    assertThat(MANIFEST.linkTables(List.of("url", "subdomain", "rootDomain")))
        .containsExactly(URL, SECOND_URL, ROOT);
  }

  @Test
  void tablesAreFoundByTheirKind() {
    assertThat(MANIFEST.tables(Table.Kind.DOMAINS)).containsExactly(DOMAINS);
    assertThat(MANIFEST.tables(Table.Kind.OTHER)).containsExactly(OTHER);
    assertThat(MANIFEST.tables(Table.Kind.LINKS)).containsExactly(ROOT, URL, SECOND_URL);
  }

  @Test
  void mergedManifestNumbersDomainsConsecutively() {
    Manifest.Part first = part(1, "url", 0, 6, "one", "both");
    Manifest.Part second = part(1, "subdomain", 0, 2, "both");
    Manifest.Part third = part(3, "rootDomain", 0, 9, "three");
    Manifest merged = Manifest.merge(List.of(first, second, third), List.of("first of all"));

    assertThat(merged.command()).isEqualTo("cmd");
    assertThat(merged.tables())
        .extracting(Table::scope)
        .containsExactly("url", "subdomain", "rootDomain");
    assertThat(merged.tables()).extracting(Table::domainBase).containsExactly(0L, 7L, 10L);
    assertThat(merged.tables())
        .extracting(table -> table.chunks().getFirst().version())
        .containsExactly(1, 1, 3);
    assertThat(merged.warnings()).containsExactly("first of all", "one", "both", "three");
  }

  @Test
  void mergedManifestWarnsWhenIndexesDiffer() {
    Manifest first = new Manifest("cmd", index("A"), List.of(), List.of());
    Manifest second = new Manifest("cmd", index("B"), List.of(), List.of());
    assertThat(merge(first, first).warnings()).isEmpty();
    assertThat(merge(first, second).warnings()).singleElement().asString().contains("A, B");
    assertThat(merge(first, second).globals()).isEqualTo(index("A"));
  }

  private static Manifest merge(Manifest first, Manifest second) {
    return Manifest.merge(
        List.of(new Manifest.Part(1, first), new Manifest.Part(1, second)), List.of());
  }

  private static Globals index(String id) {
    return new Globals(Map.of("UniqueIndexID", id));
  }

  private static Manifest.Part part(
      int version, String scope, long low, long high, String... warnings) {
    ChunkRef ref = new ChunkRef(0, 1, 3, 17, low, high);
    Table table = new Table("BackLinks", Table.Kind.LINKS, scope, Map.of(), 3, List.of(ref));
    return new Manifest.Part(
        version, new Manifest("cmd", Globals.NONE, List.of(table), List.of(warnings)));
  }

  private static Table table(String name) {
    return new Table(name, Table.Kind.OTHER, null, Map.of("A", name), 3, List.of());
  }
}
