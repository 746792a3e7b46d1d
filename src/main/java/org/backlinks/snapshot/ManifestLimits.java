package org.backlinks.snapshot;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Limits the size of the manifest of one answer. The limits are far above the sizes of real
 * answers. They protect the memory against other answers.
 */
final class ManifestLimits {
  /** The maximum number of tables. All of them stay in memory until the whole answer is read. */
  static final int MAX_TABLES = 30;

  /** The maximum bytes of a manifest without its warnings. */
  static final int MAX_BYTES = 4 << 20;

  private static final int MAX_TEXTS = 100;
  private static final int MAX_TEXT_LENGTH = 1_024;
  private static final int MAX_NAME_LENGTH = 1_000;

  /** The approximate bytes that a manifest needs for one chunk. */
  private static final int CHUNK_BYTES = 64;

  /** Upstream's messages about a call. They are never stored, because they may contain the key. */
  private static final Set<String> RESULT_NAMES = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    RESULT_NAMES.addAll(Set.of("Code", "ErrorMessage", "FullError"));
  }

  private long bytes;
  private int tableCount;

  /**
   * Puts a global variable or a table's attribute into a map, if it is known and may be stored. A
   * text that is empty or one space means that the value is unknown. A long text is cut.
   *
   * @throws AnswerLimitException when the manifest would be too large
   */
  void putText(Map<String, String> texts, String name, String value) throws AnswerLimitException {
    boolean isKnown = !value.isEmpty() && !value.equals(" ");
    if (isKnown
        && name.length() <= MAX_NAME_LENGTH
        && !RESULT_NAMES.contains(name)
        && texts.size() < MAX_TEXTS) {
      String storedValue = Utf8.truncate(value, MAX_TEXT_LENGTH);
      texts.put(name, storedValue);
      addBytes(Utf8.encodedLength(name) + Utf8.encodedLength(storedValue));
    }
  }

  /**
   * Counts a chunk.
   *
   * @throws AnswerLimitException when the manifest would be too large
   */
  void addChunk() throws AnswerLimitException {
    addBytes(CHUNK_BYTES);
  }

  /**
   * Counts a table and its names.
   *
   * @throws AnswerLimitException when there are too many tables or the manifest would be too large
   */
  void addTable(Table table) throws AnswerLimitException {
    addBytes(
        Utf8.encodedLength(table.name())
            + table.columns().stream().mapToInt(Utf8::encodedLength).sum());
    if (tableCount == MAX_TABLES) {
      throw new AnswerLimitException("an answer", MAX_TABLES, "tables");
    }
    tableCount++;
  }

  private void addBytes(int count) throws AnswerLimitException {
    bytes += count;
    if (bytes > MAX_BYTES) {
      throw new AnswerLimitException("an answer", MAX_BYTES, "bytes beside its rows");
    }
  }
}
