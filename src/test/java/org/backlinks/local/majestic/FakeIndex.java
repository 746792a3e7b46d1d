package org.backlinks.local.majestic;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** One of the two indexes, and the globals that describe it. */
enum FakeIndex {
  HISTORIC(0, "2026-09-04 13:42:54", "20260904134254-HISTORICAL"),
  FRESH(1, "2026-11-22 04:05:06", "20261122040506-FRESH");

  final String builtAt;
  private final int type;
  private final String id;

  FakeIndex(int type, String builtAt, String id) {
    this.type = type;
    this.builtAt = builtAt;
    this.id = id;
  }

  static FakeIndex from(FakeQuestion question) {
    return question.isFreshIndex() ? FRESH : HISTORIC;
  }

  /** Returns a new map with the globals of the index. The command adds its own. */
  SequencedMap<String, Object> globals() {
    SequencedMap<String, Object> globals = new LinkedHashMap<>();
    globals.put("IndexBuildDate", builtAt);
    globals.put("IndexType", type);
    globals.put("ServerBuild", "2026-10-13 13:57:22");
    globals.put("ServerName", "STANDIN");
    globals.put("ServerVersion", "1.0.6495.23321");
    globals.put("UniqueIndexID", id);
    return globals;
  }
}
