package org.backlinks.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.Table;

/**
 * The referring domains of a page's rows, each once, as they are met. Opens only the chunks that
 * they lie in.
 */
final class Domains {
  private final Snapshot snapshot;
  private final Buffer out = new Buffer();
  private final JsonGenerator json;
  private final Fields fields;
  private final Set<Long> seen = new HashSet<>();
  private int written;
  private final Map<ChunkRef, DomainRows> open = new HashMap<>();

  Domains(Snapshot snapshot) throws IOException {
    this.snapshot = snapshot;
    this.json = Json.generator(out);
    this.fields = new Fields(json);
    json.writeStartArray();
  }

  /** Writes the domain unless it is there already; a number that no table knows is passed over. */
  void add(long id) throws IOException {
    if (id < 0 || !seen.add(id)) {
      return;
    }
    for (Table table : snapshot.manifest().tables(Table.Kind.DOMAINS)) {
      for (ChunkRef ref : table.chunks()) {
        if (ref.mayHoldDomain(id) && rows(ref).write(fields, id)) {
          json.flush();
          written++;
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

  /** Whether no row had a domain that a table knows. */
  boolean isEmpty() {
    return written == 0;
  }

  Buffer out() {
    return out;
  }

  void end() throws IOException {
    json.writeEndArray();
    json.flush();
  }
}
