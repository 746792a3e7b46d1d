package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListsTest {
  private static final List<Scope> ALL = List.of(Scope.values());

  @ParameterizedTest
  @CsvSource({
    "URL, url",
    "SubDomain, subdomain",
    "RootDomain, rootDomain",
    "ROOTDOMAIN, rootDomain"
  })
  void aTableIsKnownByItsTypeWhateverItsNameAndPlace(String type, String scope) {
    List<Table> tables =
        List.of(table("New", Map.of()), table("Any", Map.of("backlinktype", type)));
    List<Table> known = Lists.known(tables, ALL);
    assertThat(known.get(0).kind()).isEqualTo(Table.Kind.OTHER);
    assertThat(known.get(1).kind()).isEqualTo(Table.Kind.LINKS);
    assertThat(known.get(1).scope()).isEqualTo(scope);
  }

  @Test
  void aTableWithoutATypeIsKnownByItsName() {
    assertThat(only(table("rootdomain", Map.of()), ALL).scope()).isEqualTo("rootDomain");
  }

  @Test
  void theTypeWinsOverTheName() {
    assertThat(only(table("URL", Map.of("BackLinkType", "RootDomain")), ALL).scope())
        .isEqualTo("rootDomain");
  }

  @Test
  void linksOfNoSaidScopeAreOfTheOnlyOneAskedFor() {
    Table table = table("BackLinks", Map.of());
    assertThat(only(table, List.of(Scope.SUBDOMAIN)).scope()).isEqualTo("subdomain");
    assertThat(only(table, ALL).kind()).isEqualTo(Table.Kind.OTHER);
  }

  @Test
  void domainsAreKnownByTheirName() {
    assertThat(only(table("domainsinfo", Map.of()), ALL).kind()).isEqualTo(Table.Kind.DOMAINS);
  }

  @Test
  void whatWasAskedForAndDidNotComeIsMissing() {
    List<Table> known = Lists.known(List.of(table("SubDomain", Map.of())), ALL);
    assertThat(Lists.missing(known, ALL)).containsExactly(Scope.URL, Scope.ROOT_DOMAIN);
    assertThat(Lists.missing(known, List.of(Scope.SUBDOMAIN))).isEmpty();
  }

  private static Table only(Table table, List<Scope> asked) {
    return Lists.known(List.of(table), asked).getFirst();
  }

  private static Table table(String name, Map<String, String> attributes) {
    return new Table(name, Table.Kind.OTHER, null, attributes, 0, List.of());
  }
}
