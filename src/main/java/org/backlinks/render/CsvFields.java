package org.backlinks.render;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.backlinks.snapshot.CellType;
import org.backlinks.snapshot.Chunk;
import org.jspecify.annotations.Nullable;

/** A row as a line of RFC 4180; the columns are those of {@link CsvHeader}. */
final class CsvFields extends Fields {
  private static final byte[] LINE_END = {'\r', '\n'};
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

  private final Buffer out;
  private final TopicCounts counts;
  private final boolean raw;
  private final Buffer extra = new Buffer(64);
  private final JsonOut extraJson = new JsonOut(extra);
  private boolean first = true;

  /** Lists of topics so far in this row: the source's come first. */
  private int lists;

  /**
   * @param raw whether texts stand as they are, also those that a spreadsheet would run
   */
  CsvFields(Buffer out, TopicCounts counts, boolean raw) {
    this.out = out;
    this.counts = counts;
    this.raw = raw;
  }

  @Override
  void startRow() {
    first = true;
    lists = 0;
  }

  @Override
  void endRow() {
    out.write(LINE_END, 0, LINE_END.length);
  }

  @Override
  void object(Name name) {
    // a line is flat
  }

  @Override
  void close() {
    // a line is flat
  }

  /** Topics beyond the header's columns are not lost: they stand under extra. */
  @Override
  void topics(List<Binding.Topic> topics, int row) {
    int left = lists++ == 0 ? counts.source() : counts.target();
    for (Binding.Topic topic : topics) {
      Chunk.Column name = topic.name();
      Chunk.Column value = topic.value();
      boolean named = name.has(row);
      boolean valued = value != null && readable(value, row, CellType.NUMBER);
      if (left == 0) {
        spareIf(named, name);
        spareIf(valued, value);
      } else if (named || valued) {
        text(Names.NAME, name, row);
        number(Names.TRUST_FLOW, valued ? value : null, row);
        left--;
      }
    }
    for (; left > 0; left--) {
      next();
      next();
    }
  }

  private void spareIf(boolean is, Chunk.@Nullable Column column) {
    if (is && column != null) {
      spare(column);
    }
  }

  @Override
  void constant(Name name, byte[] utf8) {
    next();
    out.write(utf8, 0, utf8.length);
  }

  @Override
  void string(Name name, byte[] utf8, int from, int to) {
    next();
    cell(utf8, from, to, raw);
  }

  @Override
  void digits(Name name, byte[] utf8, int from, int to) {
    next();
    out.write(utf8, from, to - from);
  }

  @Override
  void bool(Name name, boolean value) {
    next();
    byte[] word = value ? TRUE : FALSE;
    out.write(word, 0, word.length);
  }

  @Override
  void absent(Name name) {
    next();
  }

  @Override
  void startExtra() {
    next();
    extra.truncate(0);
    extraJson.object(null);
  }

  @Override
  void extra(Name name, byte[] utf8, int from, int to) {
    extraJson.text(name, utf8, from, to);
  }

  @Override
  void endExtra() {
    extraJson.close();
    byte[] json = extra.toByteArray();
    cell(json, 0, json.length, true);
  }

  private void next() {
    if (first) {
      first = false;
    } else {
      out.write(',');
    }
  }

  /** Writes a cell as RFC 4180 has it. */
  private void cell(byte[] utf8, int from, int to, boolean asIs) {
    boolean quoted = false;
    for (int i = from; i < to && !quoted; i++) {
      quoted = utf8[i] == ',' || utf8[i] == '"' || utf8[i] == '\r' || utf8[i] == '\n';
    }
    if (quoted) {
      out.write('"');
    }
    if (!asIs && from < to && isRun(utf8[from])) {
      out.write('\'');
    }
    int start = from;
    for (int i = from; i < to; i++) {
      if (utf8[i] == '"') {
        out.write(utf8, start, i + 1 - start);
        start = i;
      }
    }
    out.write(utf8, start, to - start);
    if (quoted) {
      out.write('"');
    }
  }

  /** Whether a spreadsheet takes a text that begins so for a formula. */
  private static boolean isRun(byte first) {
    return switch (first) {
      case '=', '+', '-', '@', '\t', '\r' -> true;
      default -> false;
    };
  }
}
