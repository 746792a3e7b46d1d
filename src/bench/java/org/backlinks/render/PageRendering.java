package org.backlinks.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.backlinks.majestic.UpstreamSnapshot;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.ChunkRef;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Writing a page of rows, and the same bytes by a bare generator. */
@State(Scope.Benchmark)
public class PageRendering {
  /** Rows of the page. */
  public static final int ROWS = 1_000;

  private static final int STORED = 5_000;
  private static final JsonFactory JSON = new JsonFactory();

  private UpstreamSnapshot kept;
  private Chunk[] chunks;
  private byte[] rows;
  private Tokens tokens;
  private TopicCounts topics;

  @Setup
  public void load() throws IOException {
    kept = UpstreamSnapshot.of(STORED);
    var refs = kept.snapshot().manifest().tables().getFirst().chunks();
    topics = TopicCounts.of(kept.snapshot().manifest().tables());
    chunks = new Chunk[refs.size()];
    for (int i = 0; i < chunks.length; i++) {
      ChunkRef ref = refs.get(i);
      chunks[i] = kept.snapshot().chunk(ref);
    }
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    list.write('[');
    AllRows.backlinks(AllRows.page(kept, 0, ROWS), list);
    list.write(']');
    rows = list.toByteArray();
    tokens = Tokens.of(rows);
    check(fromChunks());
    check(byGenerator());
  }

  private void check(Object written) {
    byte[] bytes =
        written instanceof Buffer buffer
            ? buffer.toByteArray()
            : ((ByteArrayOutputStream) written).toByteArray();
    if (!Arrays.equals(bytes, rows)) {
      throw new IllegalStateException("other bytes were written");
    }
  }

  /** The rows of unpacked chunks. */
  @Benchmark
  public Object fromChunks() {
    Buffer out = new Buffer();
    Fields fields = Format.JSON.fields(out, topics);
    out.write('[');
    int left = ROWS;
    for (int i = 0; left > 0; i++) {
      LinkRows links = new LinkRows(chunks[i], "url");
      for (int row = 0; row < chunks[i].rows() && left > 0; row++, left--) {
        links.write(fields, row);
      }
    }
    out.write(']');
    return out;
  }

  /** A whole payload, from the stored bytes on. */
  @Benchmark
  public Object fromStoredBytes() throws IOException {
    return Payload.page(
        kept.report(), kept.snapshot(), new PageRequest(0, ROWS, null, true, false));
  }

  @Benchmark
  public Object byGenerator() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      tokens.write(json);
    }
    return out;
  }
}
