package org.backlinks.snapshot;

import java.util.ArrayList;
import java.util.List;

/**
 * What a snapshot consists of. Written after its chunks; readers find them by it alone.
 *
 * @param command the upstream command that answered
 * @param tables in the order of upstream's answer
 * @param warnings what a reader of the rows should know, at most 50
 */
public record Manifest(String command, Globals globals, List<Table> tables, List<String> warnings) {

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
