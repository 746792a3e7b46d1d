package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableClassifierTest {
  private static final List<Scope> ALL = List.of(Scope.values());

  @ParameterizedTest
  @CsvSource({
    "URL, url",
    "SubDomain, subdomain",
    "RootDomain, rootDomain",
    "ROOTDOMAIN, rootDomain"
  })
  void tableIsClassifiedByTypeRegardlessOfNameAndPosition(String type, String scope) {
    List<Table> tables =
        List.of(table("New", Map.of()), table("Any", Map.of("backlinktype", type)));
    List<Table> classified = TableClassifier.classify(tables, ALL);
    assertThat(classified.get(0).kind()).isEqualTo(Table.Kind.OTHER);
    assertThat(classified.get(1).kind()).isEqualTo(Table.Kind.LINKS);
    assertThat(classified.get(1).scope()).isEqualTo(scope);
  }

  @Test
  void tableIsClassifiedByNameWhenItHasNoType() {
    assertThat(classifyOne(table("rootdomain", Map.of()), ALL).scope()).isEqualTo("rootDomain");
  }

  @Test
  void typeTakesPrecedenceOverName() {
    assertThat(classifyOne(table("URL", Map.of("BackLinkType", "RootDomain")), ALL).scope())
        .isEqualTo("rootDomain");
  }

  @Test
  void linksWithoutScopeBelongToTheOnlyRequestedScope() {
    Table table = table("BackLinks", Map.of());
    assertThat(classifyOne(table, List.of(Scope.SUBDOMAIN)).scope()).isEqualTo("subdomain");
    assertThat(classifyOne(table, ALL).kind()).isEqualTo(Table.Kind.OTHER);
  }

  @Test
  void domainsAreClassifiedByName() {
    assertThat(classifyOne(table("domainsinfo", Map.of()), ALL).kind())
        .isEqualTo(Table.Kind.DOMAINS);
  }

  @Test
  void requestedScopeIsMissingWhenItHasNoTable() {
    List<Table> classified = TableClassifier.classify(List.of(table("SubDomain", Map.of())), ALL);
    assertThat(TableClassifier.missingScopes(classified, ALL))
        .containsExactly(Scope.URL, Scope.ROOT_DOMAIN);
    assertThat(TableClassifier.missingScopes(classified, List.of(Scope.SUBDOMAIN))).isEmpty();
  }

  private static Table classifyOne(Table table, List<Scope> scopes) {
    return TableClassifier.classify(List.of(table), scopes).getFirst();
  }

  private static Table table(String name, Map<String, String> attributes) {
    return new Table(name, Table.Kind.OTHER, null, attributes, 0, List.of());
  }
}
