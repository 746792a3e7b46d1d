package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.Table;

/**
 * The referring domains of a page's rows, each once, as they are met. Opens only the chunks that
 * they lie in, and keeps a few of them open.
 */
final class Domains {
  private static final int MOST_OPEN = 4;

  private final Snapshot snapshot;
  private final Buffer out = new Buffer();
  private final JsonGenerator json;
  private final Fields fields;
  private final Set<Long> seen = new HashSet<>();
  private final Map<ChunkRef, DomainRows> open =
      new LinkedHashMap<>(MOST_OPEN, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ChunkRef, DomainRows> eldest) {
          return size() > MOST_OPEN;
        }
      };
  private final int start;

  Domains(Snapshot snapshot) throws IOException {
    this.snapshot = snapshot;
    this.json = Json.generator(out);
    this.fields = new Fields(json);
    json.writeStartArray();
    json.flush();
    this.start = out.size();
  }

  /** Writes the domain unless it is there already; a number that no table knows is passed over. */
  void add(long id) throws IOException {
    if (id < 0 || !seen.add(id)) {
      return;
    }
    for (Table table : snapshot.manifest().tables(Table.Kind.DOMAINS)) {
      long base = table.domainBase();
      for (ChunkRef ref : table.chunks()) {
        if (id >= base
            && ref.mayHoldDomain(id - base)
            && rows(ref).write(fields, id - base, base)) {
          json.flush();
          return;
        }
      }
    }
  }

  private DomainRows rows(ChunkRef ref) throws IOException {
    DomainRows rows = open.get(ref);
    if (rows == null) {
      rows = new DomainRows(snapshot.chunk(ref));
      open.put(ref, rows);
    }
    return rows;
  }

  /** Whether there is no domain at all. */
  boolean isEmpty() {
    return out.size() == start;
  }

  Buffer out() {
    return out;
  }

  void end() throws IOException {
    json.writeEndArray();
    json.flush();
  }
}
