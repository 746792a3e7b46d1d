package org.backlinks.store;

import java.util.LinkedHashMap;
import java.util.Map;

/** A small map that keeps the most recently used entries. */
final class LruCache<V> extends LinkedHashMap<String, V> {
  static final int MAX_ENTRIES = 8;
  private static final long serialVersionUID = 1L;

  LruCache() {
    super(MAX_ENTRIES, 0.75f, true);
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
    return size() > MAX_ENTRIES;
  }
}
