package org.backlinks.snapshot;

import java.util.List;

/**
 * The smallest and the largest DomainID of a chunk.
 *
 * @param min -1 when the chunk has none
 * @param max -1 when the chunk has none
 */
record DomainRange(long min, long max) {
  static final DomainRange NONE = new DomainRange(-1, -1);

  static DomainRange of(List<ColumnBuilder> columns) {
    DomainRange range = NONE;
    for (ColumnBuilder column : columns) {
      if (column.name().equalsIgnoreCase(KnownColumn.DOMAIN_ID)) {
        range = of(column.texts());
      }
    }
    return range;
  }

  private static DomainRange of(TextDictionary texts) {
    long min = Long.MAX_VALUE;
    long max = -1;
    for (int id = 0; id < texts.textCount(); id++) {
      if (CellParser.isNumber(texts.bytes(), texts.start(id), texts.end(id))) {
        long value = CellParser.parseNumber(texts.bytes(), texts.start(id), texts.end(id));
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    return max < 0 ? NONE : new DomainRange(min, max);
  }
}
