package org.backlinks.store;

import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps what was used last, and little of it. */
final class Recent<V> extends LinkedHashMap<String, V> {
  static final int MOST = 8;
  private static final long serialVersionUID = 1L;

  Recent() {
    super(MOST, 0.75f, true);
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
    return size() > MOST;
  }
}
