package org.backlinks.majestic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.Table;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the tables of an answer are: by the attribute {@code BackLinkType}, else by name,
 * never by position.
 */
final class Lists {
  private Lists() {}

  /**
   * The tables, each known for what it is, as the answer to a call. The successor gives one list,
   * whatever its type, which is that of every scope asked for.
   */
  static List<Table> known(List<Table> tables, Call call) {
    if (!call.isSuccessor()) {
      return known(tables, call.scopes());
    }
    List<Table> known = new ArrayList<>();
    for (Table table : tables) {
      Table alone = known(table, call.scopes().subList(0, 1));
      if (alone.kind() == Table.Kind.LINKS) {
        call.scopes().forEach(scope -> known.add(table.asLinks(scope.word())));
      } else {
        known.add(alone);
      }
    }
    return known;
  }

  /** The tables, each known for what it is, as an answer to a call that asked for these scopes. */
  static List<Table> known(List<Table> tables, List<Scope> asked) {
    List<Table> known = new ArrayList<>();
    for (Table table : tables) {
      known.add(known(table, asked));
    }
    return known;
  }

  private static Table known(Table table, List<Scope> asked) {
    if (table.name().equalsIgnoreCase("DomainsInfo")) {
      return table.asDomains();
    }
    Scope byType = scope(type(table), asked);
    Scope scope = byType == null ? scope(table.name(), asked) : byType;
    return scope == null ? table : table.asLinks(scope.word());
  }

  private static String type(Table table) {
    for (Map.Entry<String, String> attribute : table.attributes().entrySet()) {
      if (attribute.getKey().equalsIgnoreCase("BackLinkType")) {
        return attribute.getValue();
      }
    }
    return table.name();
  }

  private static @Nullable Scope scope(String type, List<Scope> asked) {
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "url" -> Scope.URL;
      case "subdomain" -> Scope.SUBDOMAIN;
      case "rootdomain" -> Scope.ROOT_DOMAIN;
      case "backlinks" -> asked.size() == 1 ? asked.getFirst() : null;
      default -> null;
    };
  }

  /** The scopes that were asked for and have no table. */
  static List<Scope> missing(List<Table> tables, List<Scope> asked) {
    return asked.stream()
        .filter(scope -> tables.stream().noneMatch(table -> scope.word().equals(table.scope())))
        .toList();
  }
}
