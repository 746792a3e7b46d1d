package org.backlinks.render;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.KnownColumn;
import org.jspecify.annotations.Nullable;

/** The rows of one chunk of links or referring domains, ready to be written in any format. */
final class ChunkRows {
  private static final byte[] NO_SCOPE = {};

  private final byte[] scope;
  private final long domainBase;
  private final Chunk.@Nullable Column domainIdColumn;
  private final RowStep[] steps;
  private final List<ColumnBinding.UnboundColumn> unboundColumns;

  private ChunkRows(Chunk chunk, RowLayout layout, byte[] scope, long domainBase) {
    ColumnBinding binding = new ColumnBinding(chunk);
    this.scope = scope;
    this.domainBase = domainBase;
    this.domainIdColumn = binding.bind(KnownColumn.DOMAIN_ID);
    this.steps = bind(layout, binding, domainBase);
    this.unboundColumns = binding.unboundColumns();
  }

  /**
   * Returns the rows of links.
   *
   * @param scope the wire name
   * @param domainBase number to add to the DomainIDs
   */
  static ChunkRows ofLinks(Chunk chunk, String scope, long domainBase) {
    byte[] utf8 = scope.getBytes(StandardCharsets.UTF_8);
    return new ChunkRows(chunk, RowLayout.LINKS, utf8, domainBase);
  }

  /**
   * Returns the rows of links without the numbers of their referring domains.
   *
   * @param scope the wire name, or an empty text when the rows do not show their scope
   */
  static ChunkRows ofChangedLinks(Chunk chunk, String scope) {
    byte[] utf8 = scope.getBytes(StandardCharsets.UTF_8);
    return new ChunkRows(chunk, RowLayout.CHANGED_LINKS, utf8, 0);
  }

  /**
   * Returns the rows of referring domains.
   *
   * @param domainBase number to add to the DomainIDs
   */
  static ChunkRows ofDomains(Chunk chunk, long domainBase) {
    return new ChunkRows(chunk, RowLayout.DOMAINS, NO_SCOPE, domainBase);
  }

  /** Returns the row's DomainID with the base added, or -1 when the row has none. */
  long domainId(int row) {
    long id = domainIdColumn == null ? -1 : domainIdColumn.nonNegativeNumber(row);
    return id < 0 ? -1 : id + domainBase;
  }

  /** Writes a row. */
  void writeRow(CellWriter cells, int row) {
    RowWriter out = cells.out();
    out.beginRow();
    writeFields(cells, row);
    out.endRow();
  }

  /** Writes the fields of a row into the object that began last. */
  void writeFields(CellWriter cells, int row) {
    RowWriter out = cells.out();
    if (scope.length > 0) {
      out.writeString(FieldNames.SCOPE, scope, 0, scope.length);
    }
    for (RowStep step : steps) {
      step.write(cells, row);
    }
    cells.writeExtra(unboundColumns, row);
  }

  /** Writes one part of a row. */
  @FunctionalInterface
  private interface RowStep {
    void write(CellWriter cells, int row);
  }

  private static RowStep[] bind(RowLayout layout, ColumnBinding binding, long domainBase) {
    List<RowStep> steps = new ArrayList<>();
    for (RowLayout.Part part : layout.parts()) {
      steps.add(
          switch (part) {
            case RowLayout.BeginObject(FieldName name) ->
                (cells, row) -> cells.out().beginObject(name);
            case RowLayout.EndObject() -> (cells, row) -> cells.out().endObject();
            case RowLayout.Field field -> bind(field, binding, domainBase);
          });
    }
    return steps.toArray(RowStep[]::new);
  }

  private static RowStep bind(RowLayout.Field field, ColumnBinding binding, long domainBase) {
    FieldName name = field.name();
    KnownColumn known = field.column();
    return switch (known.role()) {
      case VALUE -> {
        Chunk.Column column = binding.bind(known.upstreamName());
        yield (cells, row) -> cells.writeCell(name, known.type(), column, row);
      }
      case DETAIL -> {
        Chunk.Column column = binding.bind(known.upstreamName());
        List<Chunk.Column> earlier = bindAll(field.earlierInObject(), binding);
        yield (cells, row) -> {
          if (hasAnyCell(earlier, row)) {
            cells.writeCell(name, known.type(), column, row);
          } else {
            cells.omitCell(name, known.type(), column, row);
          }
        };
      }
      case DOMAIN_ID -> {
        Chunk.Column column = binding.bind(known.upstreamName());
        yield (cells, row) -> cells.writeDomainId(name, column, row, domainBase);
      }
      case TOPICS -> {
        List<ColumnBinding.TopicColumns> topics = binding.bindTopics(known);
        yield (cells, row) -> cells.writeTopics(name, known, topics, row);
      }
    };
  }

  private static List<Chunk.Column> bindAll(List<KnownColumn> columns, ColumnBinding binding) {
    List<Chunk.Column> bound = new ArrayList<>();
    for (KnownColumn column : columns) {
      Chunk.Column found = binding.bind(column.upstreamName());
      if (found != null) {
        bound.add(found);
      }
    }
    return bound;
  }

  private static boolean hasAnyCell(List<Chunk.Column> columns, int row) {
    for (Chunk.Column column : columns) {
      if (column.hasCell(row)) {
        return true;
      }
    }
    return false;
  }
}
