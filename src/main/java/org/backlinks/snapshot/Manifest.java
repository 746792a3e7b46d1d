package org.backlinks.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The contents of a snapshot. It is written after the chunks, and readers find chunks only through
 * it.
 *
 * @param command the upstream command that answered
 * @param tables in the order of upstream's answer
 * @param warnings sentences for the reader of the rows, at most {@link Warnings#MAX_LINES}
 */
public record Manifest(String command, Globals globals, List<Table> tables, List<String> warnings) {
  /** The start of the warning about lists from several builds of the index. */
  private static final String SEVERAL_BUILDS = "the lists come from different builds of the index:";

  public Manifest {
    tables = List.copyOf(tables);
    warnings = List.copyOf(warnings);
  }

  /**
   * Returns one manifest of several answers to one question. Each answer numbers its domains from
   * 0; the domain bases of its tables make the numbers of all answers different.
   *
   * @param parts at least one, in payload order
   * @param warnings come before the warnings of the parts
   */
  public static Manifest merge(List<Part> parts, List<String> warnings) {
    Warnings allWarnings = new Warnings();
    warnings.forEach(allWarnings::add);
    Map<String, String> globals = new HashMap<>();
    Set<String> indexIds = new LinkedHashSet<>();
    List<Table> tables = new ArrayList<>();
    long domainBase = 0;
    for (Part part : parts) {
      Manifest manifest = part.manifest;
      manifest.globals.values().forEach(globals::putIfAbsent);
      String indexId = manifest.globals.text(IndexState.ID);
      if (indexId != null) {
        indexIds.add(indexId);
      }
      for (Table table : manifest.tables) {
        tables.add(table.withVersionAndDomainBase(part.version, domainBase));
      }
      domainBase += manifest.tables.stream().mapToLong(Table::nextDomainId).max().orElse(0);
      manifest.warnings.forEach(allWarnings::add);
    }
    if (indexIds.size() > 1) {
      allWarnings.add(SEVERAL_BUILDS + " " + String.join(", ", indexIds));
    }
    String command = parts.getFirst().manifest.command;
    return new Manifest(command, new Globals(globals), tables, allWarnings.lines());
  }

  /**
   * One of several answers.
   *
   * @param version the lease version under which its chunks were written
   */
  public record Part(int version, Manifest manifest) {}

  /**
   * Returns the tables of links, in the order of their scopes. Several tables of one scope are in
   * upstream's order.
   *
   * @param scopes wire names
   */
  public List<Table> linkTables(List<String> scopes) {
    List<Table> found = new ArrayList<>();
    for (String scope : scopes) {
      for (Table table : tables) {
        if (scope.equals(table.scope())) {
          found.add(table);
        }
      }
    }
    return found;
  }

  /**
   * Returns whether the lists may come from several builds of the index. Only a warning says so,
   * and the warning is dropped when there are too many.
   */
  public boolean mayHaveSeveralBuilds() {
    return mayHaveWarning(line -> line.startsWith(SEVERAL_BUILDS));
  }

  /** Returns whether invalid characters of a table may have been replaced or kept. */
  public boolean mayHaveInvalidCharacters(Table table) {
    return mayHaveWarning(line -> Warnings.isAboutReplacedCharacters(line, table.name()));
  }

  private boolean mayHaveWarning(Predicate<String> isWanted) {
    return warnings.size() >= Warnings.MAX_LINES || warnings.stream().anyMatch(isWanted);
  }

  /** Returns the tables of one kind. */
  public List<Table> tables(Table.Kind kind) {
    return tables.stream().filter(table -> table.kind() == kind).toList();
  }
}
