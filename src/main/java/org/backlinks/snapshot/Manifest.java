package org.backlinks.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a snapshot consists of. Written after its chunks; readers find them by it alone.
 *
 * @param command the upstream command that answered
 * @param tables in the order of upstream's answer
 * @param warnings what a reader of the rows should know, at most 50
 */
public record Manifest(String command, Globals globals, List<Table> tables, List<String> warnings) {

  /**
   * One manifest of several answers to one question, its own warnings before theirs. Each answer
   * numbers its domains from 0: here their numbers follow one another.
   *
   * @param parts at least one, in payload order
   */
  public static Manifest joined(List<Part> parts, List<String> warnings) {
    Warnings all = new Warnings();
    warnings.forEach(all::add);
    Map<String, String> globals = new HashMap<>();
    Set<String> indexes = new LinkedHashSet<>();
    List<Table> tables = new ArrayList<>();
    long base = 0;
    for (Part part : parts) {
      Manifest one = part.manifest;
      one.globals.values().forEach(globals::putIfAbsent);
      String index = one.globals.text("UniqueIndexID");
      if (index != null) {
        indexes.add(index);
      }
      for (Table table : one.tables) {
        tables.add(table.joined(part.version, base));
      }
      base += one.tables.stream().mapToLong(Table::domainEnd).max().orElse(0);
      one.warnings.forEach(all::add);
    }
    if (indexes.size() > 1) {
      all.add("the lists are of several states of the index: " + String.join(", ", indexes));
    }
    String command = parts.getFirst().manifest.command;
    return new Manifest(command, new Globals(globals), tables, all.lines());
  }

  /**
   * One of several answers.
   *
   * @param version the lease version that its chunks were written under
   */
  public record Part(int version, Manifest manifest) {}

  /** The link tables: url, subdomain, rootDomain; of equal scope in upstream's order. */
  public List<Table> lists(List<String> scopes) {
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

  /** The tables of one kind. */
  public List<Table> tables(Table.Kind kind) {
    return tables.stream().filter(table -> table.kind() == kind).toList();
  }
}
