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

/**
 * Measures how long it takes to write a page of rows, and to write the same bytes with a plain
 * generator.
 */
@State(Scope.Benchmark)
public class PageRendering {
  /** Number of rows on the page. */
  public static final int ROWS = 1_000;

  private static final int STORED_ROWS = 5_000;
  private static final JsonFactory JSON = new JsonFactory();

  private final BufferPool bufferPool = new BufferPool();
  private final PayloadRenderer renderer = new PayloadRenderer(bufferPool);
  private UpstreamSnapshot upstreamSnapshot;
  private Chunk[] chunks;
  private byte[] expectedJson;
  private JsonTokens tokens;
  private TopicCounts topics;

  @Setup
  public void setUp() throws IOException {
    upstreamSnapshot = UpstreamSnapshot.of(STORED_ROWS);
    var refs = upstreamSnapshot.snapshot().manifest().tables().getFirst().chunks();
    topics = TopicCounts.of(upstreamSnapshot.snapshot().manifest().tables());
    chunks = new Chunk[refs.size()];
    for (int i = 0; i < chunks.length; i++) {
      ChunkRef ref = refs.get(i);
      chunks[i] = upstreamSnapshot.snapshot().readChunk(ref);
    }
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    list.write('[');
    AllRowsJson.copyBacklinks(AllRowsJson.renderPage(upstreamSnapshot, 0, ROWS), list);
    list.write(']');
    expectedJson = list.toByteArray();
    tokens = JsonTokens.parse(expectedJson);
    checkBytes(fromChunks());
    checkBytes(byGenerator());
  }

  private void checkBytes(Object written) {
    byte[] bytes =
        written instanceof ResponseBuffer buffer
            ? buffer.toByteArray()
            : ((ByteArrayOutputStream) written).toByteArray();
    if (!Arrays.equals(bytes, expectedJson)) {
      throw new IllegalStateException("the written bytes differ from the expected ones");
    }
  }

  /** Writes the rows of unpacked chunks. */
  @Benchmark
  public Object fromChunks() {
    ResponseBuffer out = new ResponseBuffer(bufferPool);
    CellWriter cells = new CellWriter(PageFormat.JSON.newRowWriter(out, topics), Integer.MAX_VALUE);
    out.write('[');
    int remaining = ROWS;
    for (int i = 0; remaining > 0; i++) {
      ChunkRows links = ChunkRows.ofLinks(chunks[i], "url", 0);
      for (int row = 0; row < chunks[i].rowCount() && remaining > 0; row++, remaining--) {
        links.writeRow(cells, row);
      }
    }
    out.write(']');
    return out;
  }

  /** Renders a whole payload from the stored bytes. */
  @Benchmark
  public Object fromStoredBytes() throws IOException {
    return renderer.renderPage(
        upstreamSnapshot.report(),
        upstreamSnapshot.snapshot(),
        new PageRequest(0, ROWS, null, true, false));
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
