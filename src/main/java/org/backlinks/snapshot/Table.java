package org.backlinks.snapshot;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One table of an answer. Its rows are in chunks.
 *
 * @param name upstream's name
 * @param scope the wire name of the scope of the links; null for other tables
 * @param attributes upstream's attributes of the table as text, in upstream's order, without empty
 *     ones
 * @param columns upstream's names of the columns, without names over {@value #MAX_NAME_LENGTH}
 *     characters
 * @param rowCount the number of received rows
 * @param domainBase the number to add to the DomainIDs, so that they differ from those of another
 *     answer
 * @param overview a few counts of the links; null when they were not counted, and for other tables
 */
public record Table(
    String name,
    Kind kind,
    @Nullable String scope,
    Map<String, String> attributes,
    List<String> columns,
    int rowCount,
    List<ChunkRef> chunks,
    long domainBase,
    @Nullable Overview overview) {

  /** The column that contains the whole text of each row that can't be divided into cells. */
  public static final String DAMAGED_ROW = "DamagedRow";

  /** The maximum length of a stored name. No known column has a longer one. */
  private static final int MAX_NAME_LENGTH = 100;

  public Table {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    columns = columns.stream().filter(column -> column.length() <= MAX_NAME_LENGTH).toList();
    chunks = List.copyOf(chunks);
  }

  /** Creates a table whose links were not counted. */
  public Table(
      String name,
      Kind kind,
      @Nullable String scope,
      Map<String, String> attributes,
      List<String> columns,
      int rowCount,
      List<ChunkRef> chunks,
      long domainBase) {
    this(name, kind, scope, attributes, columns, rowCount, chunks, domainBase, null);
  }

  /** Creates a table without the names of its columns. */
  public Table(
      String name,
      Kind kind,
      @Nullable String scope,
      Map<String, String> attributes,
      int rowCount,
      List<ChunkRef> chunks) {
    this(name, kind, scope, attributes, List.of(), rowCount, chunks, 0);
  }

  /**
   * A few counts of the living links of a list.
   *
   * @param domains the number of different registrable domains of their sources
   * @param follow the number of links that are certainly followed
   * @param nofollow the number of links that are certainly not followed
   * @param signals the names of the signals that were found
   */
  public record Overview(int rows, int domains, int follow, int nofollow, List<String> signals) {
    public Overview {
      signals = List.copyOf(signals);
    }
  }

  /** What the rows of a table are. Manifests store {@link #storedName}: it must never change. */
  public enum Kind {
    /** The links of one scope. */
    LINKS("LINKS"),
    /** The referring domains of all tables of links. */
    DOMAINS("DOMAINS"),
    /** Rows of any other kind. */
    OTHER("OTHER");

    private final String storedName;

    Kind(String storedName) {
      this.storedName = storedName;
    }

    /** Returns the name that stands for this kind in a manifest. */
    String storedName() {
      return storedName;
    }

    static Optional<Kind> fromStoredName(String name) {
      return Stream.of(values()).filter(kind -> kind.storedName.equals(name)).findFirst();
    }
  }

  /** Returns this table, classified as the links of a scope. */
  public Table asLinks(String linkScope) {
    return new Table(
        name, Kind.LINKS, linkScope, attributes, columns, rowCount, chunks, domainBase, overview);
  }

  /** Returns this table with a few counts of its links. */
  public Table withOverview(Overview counts) {
    return new Table(name, kind, scope, attributes, columns, rowCount, chunks, domainBase, counts);
  }

  /** Returns this table, classified as the referring domains. */
  public Table asDomains() {
    return new Table(name, Kind.DOMAINS, null, attributes, columns, rowCount, chunks, domainBase);
  }

  /** Returns this table as a part of a manifest of several answers. */
  Table withVersionAndDomainBase(int version, long newBase) {
    List<ChunkRef> refs = chunks.stream().map(ref -> ref.withVersion(version)).toList();
    return new Table(name, kind, scope, attributes, columns, rowCount, refs, newBase, overview);
  }

  /** Returns the highest DomainID + 1, or 0 when the table has none. */
  long nextDomainId() {
    return chunks.stream().mapToLong(ChunkRef::maxDomainId).max().orElse(-1) + 1;
  }
}
