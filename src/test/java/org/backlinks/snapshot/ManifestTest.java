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

  @Test
  void severalAnswersAreOneManifestWhoseDomainsFollowOneAnother() {
    Manifest.Part first = part(1, "url", 0, 6, "one", "both");
    Manifest.Part second = part(1, "subdomain", 0, 2, "both");
    Manifest.Part third = part(3, "rootDomain", 0, 9, "three");
    Manifest whole = Manifest.joined(List.of(first, second, third), List.of("first of all"));

    assertThat(whole.command()).isEqualTo("cmd");
    assertThat(whole.tables())
        .extracting(Table::scope)
        .containsExactly("url", "subdomain", "rootDomain");
    assertThat(whole.tables()).extracting(Table::domainBase).containsExactly(0L, 7L, 10L);
    assertThat(whole.tables())
        .extracting(table -> table.chunks().getFirst().version())
        .containsExactly(1, 1, 3);
    assertThat(whole.warnings()).containsExactly("first of all", "one", "both", "three");
  }

  @Test
  void answersOfSeveralStatesOfTheIndexAreSaidToBeSo() {
    Manifest one = new Manifest("cmd", index("A"), List.of(), List.of());
    Manifest other = new Manifest("cmd", index("B"), List.of(), List.of());
    assertThat(joined(one, one).warnings()).isEmpty();
    assertThat(joined(one, other).warnings()).singleElement().asString().contains("A, B");
    assertThat(joined(one, other).globals()).isEqualTo(index("A"));
  }

  private static Manifest joined(Manifest one, Manifest other) {
    return Manifest.joined(
        List.of(new Manifest.Part(1, one), new Manifest.Part(1, other)), List.of());
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
