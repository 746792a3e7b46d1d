package org.backlinks.snapshot;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Different texts, such as those of a column. Each text is stored once and numbered in the order of
 * first occurrence. Cells repeat so often that most of them are found here and never copied.
 */
public final class TextDictionary {
  /** Room for each expected text. */
  private static final int EXPECTED_TEXT_BYTES = 32;

  private static final int INITIAL_BYTES = 256;
  private static final int INITIAL_TEXTS = 32;

  /** From here on the table grows slowly, because it is large. */
  private static final int MANY_SLOTS = 1 << 15;

  /**
   * The maximum bytes of an array that is kept for the next chunk. A huge cell needs a larger one.
   */
  private static final int MAX_RETAINED_BYTES = 1 << 20;

  private byte[] bytes;

  /** Where each text starts, and then where the last one ends. */
  private int[] starts;

  /** The upper half of each text's hash code. */
  private int[] upperHashes;

  /** The lower half of each text's hash code, or null when whole hash codes are not kept. */
  private int @Nullable [] lowerHashes;

  private int textCount;

  /** Hash table with open addressing: the id of a text + 1, or 0 for an empty slot. */
  private int[] slots;

  /** The same for texts of one byte, such as flags and digits, which are the most frequent ones. */
  private final int[] singleByteSlots = new int[256];

  /** Creates a dictionary of a few texts, which keeps their hash codes. */
  public TextDictionary() {
    this(INITIAL_TEXTS);
    lowerHashes = new int[upperHashes.length];
  }

  /**
   * Creates a dictionary of many texts. To be small, it does not keep their hash codes.
   *
   * @param expectedTexts the number of texts for which there is room at once
   */
  public TextDictionary(int expectedTexts) {
    int texts = Math.max(INITIAL_TEXTS, expectedTexts);
    bytes = new byte[texts * EXPECTED_TEXT_BYTES];
    starts = new int[texts + 1];
    upperHashes = new int[texts];
    slots = new int[Integer.highestOneBit(texts) * 2];
  }

  /** Returns the number of different texts. */
  public int textCount() {
    return textCount;
  }

  /** Returns the array of the texts as UTF-8, one after another. It may be longer than they are. */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns the number of bytes of all texts. */
  int byteCount() {
    return starts[textCount];
  }

  /** Returns where each text starts, and then where the last one ends. It may be longer. */
  int[] starts() {
    return starts;
  }

  /** Returns the hash code of a text as {@link ByteArrays#hash} makes it. */
  long hash(int id) {
    return lowerHashes == null
        ? ByteArrays.hash(bytes, starts[id], starts[id + 1] - starts[id])
        : (long) upperHashes[id] << Integer.SIZE | Integer.toUnsignedLong(lowerHashes[id]);
  }

  /** Returns where a text starts. */
  public int start(int id) {
    return starts[id];
  }

  /** Returns where a text ends, exclusive. */
  public int end(int id) {
    return starts[id + 1];
  }

  /** Returns the id of a text of at least one byte, and adds the text when it is new. */
  public int intern(byte[] from, int offset, int length) {
    return length == 1 ? internByte(from, offset) : internText(from, offset, length);
  }

  private int internByte(byte[] from, int offset) {
    int slot = from[offset] & 0xFF;
    if (singleByteSlots[slot] == 0) {
      singleByteSlots[slot] = append(from, offset, 1, ByteArrays.hash(from, offset, 1)) + 1;
    }
    return singleByteSlots[slot] - 1;
  }

  private int internText(byte[] from, int offset, int length) {
    long hash = ByteArrays.hash(from, offset, length);
    int mask = slots.length - 1;
    int upperHash = (int) (hash >>> Integer.SIZE);
    int slot = upperHash & mask;
    while (slots[slot] != 0) {
      int id = slots[slot] - 1;
      if (upperHashes[id] == upperHash
          && starts[id + 1] - starts[id] == length
          && ByteArrays.rangeEquals(bytes, starts[id], from, offset, length)) {
        return id;
      }
      slot = (slot + 1) & mask;
    }
    int id = append(from, offset, length, hash);
    slots[slot] = id + 1;
    if (textCount * 2 > slots.length) {
      rehash();
    }
    return id;
  }

  private int append(byte[] from, int offset, int length, long hash) {
    int start = starts[textCount];
    if (bytes.length - start < length) {
      int more = bytes.length < MAX_RETAINED_BYTES ? bytes.length : bytes.length / 2;
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length + more, start + length));
    }
    System.arraycopy(from, offset, bytes, start, length);
    if (textCount == upperHashes.length) {
      upperHashes = Arrays.copyOf(upperHashes, textCount * 2);
      lowerHashes = lowerHashes == null ? null : Arrays.copyOf(lowerHashes, textCount * 2);
      starts = Arrays.copyOf(starts, textCount * 2 + 1);
    }
    upperHashes[textCount] = (int) (hash >>> Integer.SIZE);
    if (lowerHashes != null) {
      lowerHashes[textCount] = (int) hash;
    }
    starts[++textCount] = start + length;
    return textCount - 1;
  }

  private void rehash() {
    slots = new int[slots.length * (slots.length < MANY_SLOTS ? 4 : 2)];
    int mask = slots.length - 1;
    for (int id = 0; id < textCount; id++) {
      if (starts[id + 1] - starts[id] > 1) {
        int slot = upperHashes[id] & mask;
        while (slots[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        slots[slot] = id + 1;
      }
    }
  }

  /** Removes all texts. */
  void clear() {
    textCount = 0;
    Arrays.fill(slots, 0);
    Arrays.fill(singleByteSlots, 0);
    if (bytes.length > MAX_RETAINED_BYTES) {
      bytes = new byte[INITIAL_BYTES];
    }
  }
}
