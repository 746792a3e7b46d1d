package org.backlinks.majestic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.backlinks.bench.Upstream;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.Table;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reading upstream's answers into chunks that go nowhere, and the parsers by themselves. */
@State(Scope.Benchmark)
public class AnswerReading {
  /** Rows of the answers. */
  public static final int ROWS = 50_000;

  private static final JsonFactory JSON = new JsonFactory();
  private static final XMLInputFactory XML = XMLInputFactory.newFactory();

  /** One answer, in the format that a benchmark needs. */
  @State(Scope.Benchmark)
  public static class InJson {
    byte[] bytes = {};

    @Setup
    public void load() throws IOException {
      bytes = Upstream.json(ROWS);
    }
  }

  /** The same in the other format. */
  @State(Scope.Benchmark)
  public static class InXml {
    byte[] bytes = {};

    @Setup
    public void load() throws IOException {
      bytes = Upstream.xml(ROWS);
    }
  }

  @Benchmark
  public int jsonIntoChunks(InJson answer) throws IOException {
    return rows(Format.JSON, answer.bytes);
  }

  @Benchmark
  public int xmlIntoChunks(InXml answer) throws IOException {
    return rows(Format.XML, answer.bytes);
  }

  private static int rows(Format format, byte[] answer) throws IOException {
    SnapshotBuilder into = new SnapshotBuilder((number, piece) -> {});
    format.read(new ByteArrayInputStream(answer), into, new LinkedHashMap<>());
    int rows = into.tables().stream().mapToInt(Table::rows).sum();
    if (rows != ROWS) {
      throw new IllegalStateException(rows + " rows were read");
    }
    return rows;
  }

  @Benchmark
  public long jsonTokens(InJson answer) throws IOException {
    long tokens = 0;
    try (JsonParser parser = JSON.createParser(new ByteArrayInputStream(answer.bytes))) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }

  @Benchmark
  public long xmlEvents(InXml answer) throws XMLStreamException {
    long events = 0;
    XMLStreamReader reader = XML.createXMLStreamReader(new ByteArrayInputStream(answer.bytes));
    while (reader.hasNext()) {
      reader.next();
      events++;
    }
    return events;
  }
}
