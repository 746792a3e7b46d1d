package org.backlinks.snapshot;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The types of columns, by upstream's names in any case. */
public final class ColumnTypes {
  private static final String TOPIC_VALUE = "topicaltrustflow_value_";
  private static final Map<String, CellType> TYPES = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  static {
    Stream.of(List.of(LinkColumn.values()), List.of(DomainColumn.values()))
        .<KnownColumn>flatMap(List::stream)
        .filter(column -> column.role() != KnownColumn.Role.TOPICS)
        .forEach(column -> TYPES.put(column.upstreamName(), column.type()));
  }

  private ColumnTypes() {}

  /** Returns the type of a column, which is text when the column is not known. */
  public static CellType typeOf(String column) {
    CellType known = TYPES.get(column);
    if (known != null) {
      return known;
    }
    boolean isTopicValue = column.toLowerCase(Locale.ROOT).contains(TOPIC_VALUE);
    return isTopicValue ? CellType.NUMBER : CellType.TEXT;
  }
}
