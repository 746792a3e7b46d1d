package org.backlinks.render;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.backlinks.snapshot.Chunk;

/** The first line: where each column's field stands in the payload, with dots between. */
final class CsvHeader extends Fields {
  private final TopicCounts counts;
  private final StringBuilder line = new StringBuilder();
  private final Deque<String> path = new ArrayDeque<>();

  private CsvHeader(TopicCounts counts) {
    this.counts = counts;
  }

  /** Any row goes through every field in its turn, one without cells, too. */
  static byte[] line(TopicCounts counts) {
    CsvHeader header = new CsvHeader(counts);
    new LinkRows(new Chunk(0, List.of()), "").write(header, 0);
    return header.line.toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  void startRow() {
    path.clear();
  }

  @Override
  void endRow() {
    line.append("\r\n");
  }

  @Override
  void object(Name name) {
    path.addLast(name.text());
  }

  @Override
  void close() {
    path.removeLast();
  }

  @Override
  void topics(List<Binding.Topic> topics, int row) {
    int most = path.contains(Names.SOURCE.text()) ? counts.source() : counts.target();
    object(Names.TOPICS);
    for (int i = 0; i < most; i++) {
      path.addLast(Integer.toString(i));
      absent(Names.NAME);
      absent(Names.TRUST_FLOW);
      path.removeLast();
    }
    close();
  }

  @Override
  void absent(Name name) {
    if (!line.isEmpty()) {
      line.append(',');
    }
    path.forEach(part -> line.append(part).append('.'));
    line.append(name.text());
  }

  @Override
  void constant(Name name, byte[] utf8) {
    absent(name);
  }

  @Override
  void startExtra() {
    absent(Names.EXTRA);
  }

  @Override
  void endExtra() {
    // one column for all of it
  }

  @Override
  void string(Name name, byte[] utf8, int from, int to) {
    throw noCells();
  }

  @Override
  void digits(Name name, byte[] utf8, int from, int to) {
    throw noCells();
  }

  @Override
  void bool(Name name, boolean value) {
    throw noCells();
  }

  @Override
  void extra(Name name, byte[] utf8, int from, int to) {
    throw noCells();
  }

  private static IllegalStateException noCells() {
    return new IllegalStateException("a header has no cells");
  }
}
