package org.backlinks.majestic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.Table;
import org.jspecify.annotations.Nullable;

/**
 * Finds the kind and the scope of each table of an answer. It uses the attribute {@code
 * BackLinkType}, or the table's name when there is no such attribute. It ignores the position.
 */
final class TableClassifier {
  private TableClassifier() {}

  /**
   * Classifies the tables of an answer that has a list for each scope.
   *
   * @param scopes the scopes that the call asked for
   */
  static List<Table> classify(List<Table> tables, List<Scope> scopes) {
    return tables.stream().map(table -> classify(table, scopes)).toList();
  }

  /**
   * Classifies the tables of an answer in which all scopes share one list. Returns the list once
   * for each scope.
   *
   * @param scopes the scopes that the call asked for, at least one
   */
  static List<Table> classifySharedList(List<Table> tables, List<Scope> scopes) {
    List<Table> classified = new ArrayList<>();
    for (Table table : tables) {
      Table classifiedTable = classify(table, scopes.subList(0, 1));
      if (classifiedTable.kind() == Table.Kind.LINKS) {
        scopes.forEach(scope -> classified.add(table.asLinks(scope.wireName())));
      } else {
        classified.add(classifiedTable);
      }
    }
    return classified;
  }

  private static Table classify(Table table, List<Scope> scopes) {
    if (table.name().equalsIgnoreCase("DomainsInfo")) {
      return table.asDomains();
    }
    Scope byType = scopeOf(backLinkType(table), scopes);
    Scope scope = byType == null ? scopeOf(table.name(), scopes) : byType;
    return scope == null ? table : table.asLinks(scope.wireName());
  }

  private static String backLinkType(Table table) {
    for (Map.Entry<String, String> attribute : table.attributes().entrySet()) {
      if (attribute.getKey().equalsIgnoreCase("BackLinkType")) {
        return attribute.getValue();
      }
    }
    return table.name();
  }

  private static @Nullable Scope scopeOf(String type, List<Scope> scopes) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "url" -> Scope.URL;
      case "subdomain" -> Scope.SUBDOMAIN;
      case "rootdomain" -> Scope.ROOT_DOMAIN;
      case "backlinks" -> scopes.size() == 1 ? scopes.getFirst() : null;
      default -> null;
    };
  }

  /** Returns the scopes of a call for which the answer has no table. */
  static List<Scope> missingScopes(List<Table> tables, List<Scope> scopes) {
    return scopes.stream()
        .filter(scope -> tables.stream().noneMatch(table -> scope.wireName().equals(table.scope())))
        .toList();
  }
}
