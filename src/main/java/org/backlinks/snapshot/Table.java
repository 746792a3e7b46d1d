package org.backlinks.snapshot;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One table of an answer, its rows in chunks.
 *
 * @param name upstream's name
 * @param kind what its rows are
 * @param scope the word of the scope whose links these are; null for other tables
 * @param attributes upstream's table attributes as text, what was empty is not there
 * @param columns upstream's names of its columns, but for endless ones
 * @param rows rows received
 * @param domainBase what is added to its DomainIDs to tell them from those of another answer
 */
public record Table(
    String name,
    Kind kind,
    @Nullable String scope,
    Map<String, String> attributes,
    List<String> columns,
    int rows,
    List<ChunkRef> chunks,
    long domainBase) {

  /** No column that we know has a longer name; the manifest must stay small. */
  private static final int LONGEST_NAME = 100;

  public Table {
    columns = columns.stream().filter(column -> column.length() <= LONGEST_NAME).toList();
  }

  /** A table whose columns are not known. */
  public Table(
      String name,
      Kind kind,
      @Nullable String scope,
      Map<String, String> attributes,
      int rows,
      List<ChunkRef> chunks) {
    this(name, kind, scope, attributes, List.of(), rows, chunks, 0);
  }

  /** What the rows of a table are. */
  public enum Kind {
    /** Backlinks of one scope. */
    LINKS,
    /** The referring domains of all link tables. */
    DOMAINS,
    /** Anything that upstream added and we do not know. */
    OTHER
  }

  /** The same table, known as the links of a scope. */
  public Table asLinks(String ofScope) {
    return new Table(name, Kind.LINKS, ofScope, attributes, columns, rows, chunks, domainBase);
  }

  /** The same table, known as the referring domains. */
  public Table asDomains() {
    return new Table(name, Kind.DOMAINS, null, attributes, columns, rows, chunks, domainBase);
  }

  /** The same table, beside those of other answers. */
  Table joined(int version, long base) {
    List<ChunkRef> refs = chunks.stream().map(ref -> ref.under(version)).toList();
    return new Table(name, kind, scope, attributes, columns, rows, refs, base);
  }

  /** One more than the highest DomainID. */
  long domainEnd() {
    return chunks.stream().mapToLong(ChunkRef::highestDomain).max().orElse(-1) + 1;
  }
}
