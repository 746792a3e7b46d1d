package org.backlinks.summary;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps the texts of the values with the most links. A count never falls, so a value that belongs
 * to the most frequent ones in the end already does so right after its last link. It is therefore
 * enough to offer each value after each chunk that has it.
 */
final class TopValues {
  /** The maximum bytes of a kept text. A longer text is cut. */
  static final int MAX_TEXT_BYTES = 1_024;

  private final int[] ids;
  private final byte[][] texts;
  private int size;

  /** The index of the last one in order. */
  private int last;

  TopValues(int maxSize) {
    ids = new int[maxSize];
    texts = new byte[maxSize][];
  }

  /** Must be called before values are offered whose links have changed. */
  void refresh(int[] links) {
    last = 0;
    for (int i = 1; i < size; i++) {
      if (compare(links[ids[i]], texts[i], 0, texts[i].length, links, last) > 0) {
        last = i;
      }
    }
  }

  /**
   * Offers a value.
   *
   * @param links the number of links of each value
   */
  void offer(int id, int[] links, byte[] text, int from, int to) {
    boolean isFull = size == ids.length;
    if (isFull && links[id] < links[ids[last]]) {
      return;
    }
    int end = truncatedEnd(text, from, to);
    if (isFull && compare(links[id], text, from, end, links, last) >= 0) {
      return;
    }
    if (has(id)) {
      return;
    }
    int place = isFull ? last : size++;
    ids[place] = id;
    texts[place] = Arrays.copyOfRange(text, from, end);
    refresh(links);
  }

  /** Returns whether a value is kept. */
  boolean has(int id) {
    for (int i = 0; i < size; i++) {
      if (ids[i] == id) {
        return true;
      }
    }
    return false;
  }

  /** A text is never cut inside a character. */
  private static int truncatedEnd(byte[] text, int from, int to) {
    if (to - from <= MAX_TEXT_BYTES) {
      return to;
    }
    int end = from + MAX_TEXT_BYTES;
    while ((text[end] & 0xC0) == 0x80) {
      end--;
    }
    return end;
  }

  /** Compares a value with a kept one. The one with more links comes first. */
  private int compare(int count, byte[] text, int from, int to, int[] links, int kept) {
    int other = links[ids[kept]];
    return count == other
        ? Arrays.compareUnsigned(text, from, to, texts[kept], 0, texts[kept].length)
        : Integer.compare(other, count);
  }

  /** Returns the indexes of the kept values in order. */
  private List<Integer> order(int[] links) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      order.add(i);
    }
    order.sort((a, b) -> compare(links[ids[a]], texts[a], 0, texts[a].length, links, b));
    return order;
  }

  /** A kept value. */
  record Kept(int id, String text) {}

  /** Returns the kept values, those with the most links first and then by text. */
  List<Kept> values(int[] links) {
    return order(links).stream()
        .map(i -> new Kept(ids[i], new String(texts[i], StandardCharsets.UTF_8)))
        .toList();
  }
}
