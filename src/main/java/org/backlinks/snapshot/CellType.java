package org.backlinks.snapshot;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How the text of a cell is read. A cell that can't be read as its type stays text. */
public enum CellType {
  TEXT("text"),
  /** A signed 64-bit whole number. */
  NUMBER("a number"),
  /** A {@link #NUMBER} whose -1 means unknown. */
  NUMBER_OR_UNKNOWN("a number"),
  /** 0, 1, true or false, in any case. */
  FLAG("a flag"),
  /** A calendar day, {@code yyyy-MM-dd}. */
  DATE("a date");

  private final String displayName;

  CellType(String displayName) {
    this.displayName = displayName;
  }

  /** Returns the name of a cell of this type in warnings. */
  public String displayName() {
    return displayName;
  }

  /** Returns whether the UTF-8 text at {@code [from, to)} can be read as this type. */
  public boolean canRead(byte[] text, int from, int to) {
    return switch (this) {
      case TEXT -> true;
      case NUMBER, NUMBER_OR_UNKNOWN -> CellParser.isNumber(text, from, to);
      case FLAG -> CellParser.isFlag(text, from, to);
      case DATE -> CellParser.isDate(text, from, to);
    };
  }

  /**
   * Returns the value of a JSON number as text that this type can read: {@code 4} for {@code 4.0}.
   * Returns null when the cell is not such a number, or when this type has no such value.
   */
  public byte @Nullable [] normalizedNumber(byte[] text, int from, int to) {
    Long value = this == TEXT || this == DATE ? null : WholeNumberParser.parse(text, from, to);
    if (value == null) {
      return null;
    }
    byte[] plain = value.toString().getBytes(StandardCharsets.US_ASCII);
    return canRead(plain, 0, plain.length) ? plain : null;
  }
}
