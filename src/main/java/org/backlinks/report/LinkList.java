package org.backlinks.report;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.Table;
import org.jspecify.annotations.Nullable;

/**
 * The links of one scope in a ready report.
 *
 * @param item what the links point to, in upstream's words
 * @param totalBacklinks the number of links that upstream knows, or null
 * @param available the number of rows that upstream could return, or null
 * @param tables at least one, in upstream's order
 * @param extra upstream's attributes of the list that are no component of this record, by name
 */
public record LinkList(
    Scope scope,
    String item,
    @Nullable Long totalBacklinks,
    @Nullable Long available,
    List<Table> tables,
    Map<String, String> extra) {
  private static final String ITEM = "BackLinkItem";
  private static final String TOTAL = "TotalBackLinks";
  private static final String AVAILABLE = "AvailableLines";
  private static final Set<String> HIDDEN_ATTRIBUTES = Set.of(ITEM, "BackLinkType");

  public LinkList {
    tables = List.copyOf(tables);
    extra = Collections.unmodifiableMap(extra);
  }

  /** Returns the list of a scope, or empty when upstream gave none. */
  public static Optional<LinkList> find(Manifest manifest, Question question, Scope scope) {
    List<Table> tables = manifest.linkTables(List.of(scope.wireName()));
    if (tables.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> attributes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    tables.forEach(table -> table.attributes().forEach(attributes::putIfAbsent));
    String item = attributes.getOrDefault(ITEM, question.target().text());
    HIDDEN_ATTRIBUTES.forEach(attributes::remove);
    Globals numbers = new Globals(attributes);
    Long total = numbers.number(TOTAL);
    Long available = numbers.number(AVAILABLE);
    if (total != null) {
      attributes.remove(TOTAL);
    }
    if (available != null) {
      attributes.remove(AVAILABLE);
    }
    return Optional.of(new LinkList(scope, item, total, available, tables, attributes));
  }

  /** Returns the number of received rows. */
  public int returned() {
    return tables.stream().mapToInt(Table::rowCount).sum();
  }
}
