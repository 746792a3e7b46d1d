package org.backlinks.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * Changes the cells of a column to the form in which they are stored: secrets are masked, and a
 * whole number that upstream wrote as {@code 4.0} becomes {@code 4}. It looks at each text once,
 * even when many rows have it.
 */
final class CellNormalizer {
  private static final boolean[] NONE = {};

  private final boolean isKnownTable;
  private final SecretMask secretMask;
  private final Warnings warnings;

  /**
   * @param isKnownTable whether each column has the type that belongs to its name. Otherwise every
   *     column is text
   */
  CellNormalizer(boolean isKnownTable, SecretMask secretMask, Warnings warnings) {
    this.isKnownTable = isKnownTable;
    this.secretMask = secretMask;
    this.warnings = warnings;
  }

  /**
   * Returns the column itself or another one in its place. Warns about cells that were cut, and
   * about cells that can't be read as the column's type.
   */
  ColumnBuilder normalize(ColumnBuilder column) {
    ColumnBuilder normalized = withStoredTexts(column);
    warnings.countCells(column.name(), "over 64 KiB, cut", column.truncatedCells());
    return normalized;
  }

  private ColumnBuilder withStoredTexts(ColumnBuilder column) {
    TextDictionary texts = column.texts();
    boolean[] unreadable = findUnreadable(column);
    if (unreadable.length == 0 && !secretMask.containsSecret(texts.bytes(), 0, texts.byteCount())) {
      return column;
    }
    byte[][] storedTexts = new byte[texts.textCount()][];
    for (int id = 0; id < storedTexts.length; id++) {
      byte @Nullable [] number =
          unreadable.length > 0 && unreadable[id]
              ? column.type().normalizedNumber(texts.bytes(), texts.start(id), texts.end(id))
              : null;
      storedTexts[id] =
          number == null ? secretMask.mask(texts.bytes(), texts.start(id), texts.end(id)) : number;
    }
    ColumnBuilder normalized = column.withTexts(storedTexts);
    boolean[] stillUnreadable = findUnreadable(normalized);
    if (stillUnreadable.length > 0) {
      warnings.countCells(
          column.name(),
          "can't be read as " + column.type().displayName() + ", kept as text in extra",
          normalized.countCells(stillUnreadable));
    }
    return normalized;
  }

  /** Returns for each text whether it can't be read as the column's type; empty when all can. */
  private boolean[] findUnreadable(ColumnBuilder column) {
    if (!isKnownTable || column.type() == CellType.TEXT) {
      return NONE;
    }
    TextDictionary texts = column.texts();
    boolean[] unreadable = new boolean[texts.textCount()];
    boolean hasUnreadable = false;
    for (int id = 0; id < unreadable.length; id++) {
      unreadable[id] = !column.type().canRead(texts.bytes(), texts.start(id), texts.end(id));
      hasUnreadable |= unreadable[id];
    }
    return hasUnreadable ? unreadable : NONE;
  }
}
