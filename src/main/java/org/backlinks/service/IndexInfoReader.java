package org.backlinks.service;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.backlinks.question.Index;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.ChunkConsumer;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.IndexState;

/**
 * Reads the current states of both indexes from an answer to {@code GetSubscriptionInfo}. The
 * global variables name one index. The table {@code IndexInfo} has a row for each index.
 */
final class IndexInfoReader implements ChunkConsumer {
  private static final String TABLE = "IndexInfo";

  private final Map<Index, String> buildTimes = new EnumMap<>(Index.class);

  /** Returns the index to which an id belongs; empty when its suffix is unknown. */
  static Optional<Index> indexOfId(String id) {
    return indexOfName(id.substring(id.lastIndexOf('-') + 1));
  }

  private static Optional<Index> indexOfName(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "historic", "historical" -> Optional.of(Index.HISTORIC);
      case "fresh" -> Optional.of(Index.FRESH);
      default -> Optional.empty();
    };
  }

  /** Receives rows of a table of the answer. */
  @Override
  public void accept(String table, Chunk rows) {
    if (!table.equalsIgnoreCase(TABLE)) {
      return;
    }
    Chunk.Column builtAt = rows.findColumn(IndexState.BUILT_AT);
    for (int row = 0; builtAt != null && row < rows.rowCount(); row++) {
      String time = IndexState.parseBuildTime(builtAt.cellText(row));
      Optional<Index> index = indexOfRow(rows, row);
      if (time != null && index.isPresent()) {
        buildTimes.put(index.get(), time);
      }
    }
  }

  /** Returns the index that a cell of the row names. Majestic does not document the column. */
  private static Optional<Index> indexOfRow(Chunk rows, int row) {
    return rows.columns().stream()
        .map(column ->
            Optional.ofNullable(column.cellText(row)).flatMap(IndexInfoReader::indexOfName))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Returns the state of an index, which is unknown when the answer does not name it. */
  IndexState stateOf(Index index, Globals globals) {
    IndexState named = IndexState.from(globals);
    String builtAt = buildTimes.get(index);
    boolean isNamed = named.id() != null && indexOfId(named.id()).filter(index::equals).isPresent();
    if (!isNamed) {
      return new IndexState(null, builtAt);
    }
    return named.builtAt() == null ? new IndexState(named.id(), builtAt) : named;
  }
}
