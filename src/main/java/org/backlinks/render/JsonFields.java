package org.backlinks.render;

import java.util.List;

/** A row as a JSON object. */
final class JsonFields extends Fields {
  private final Buffer out;
  private final JsonOut json;
  private final boolean lines;

  /**
   * @param lines whether each row is a line of its own; else they are the elements of a list
   */
  JsonFields(Buffer out, boolean lines) {
    this.out = out;
    this.json = new JsonOut(out);
    this.lines = lines;
  }

  @Override
  void startRow() {
    json.object(null);
  }

  @Override
  void endRow() {
    json.close();
    if (lines) {
      out.write('\n');
    }
  }

  @Override
  void object(Name name) {
    json.object(name);
  }

  @Override
  void close() {
    json.close();
  }

  @Override
  void topics(List<Binding.Topic> topics, int row) {
    json.list(Names.TOPICS);
    for (Binding.Topic topic : topics) {
      json.object(null);
      text(Names.NAME, topic.name(), row);
      number(Names.TRUST_FLOW, topic.value(), row);
      json.close();
    }
    json.close();
  }

  @Override
  void constant(Name name, byte[] utf8) {
    json.text(name, utf8, 0, utf8.length);
  }

  @Override
  void string(Name name, byte[] utf8, int from, int to) {
    json.text(name, utf8, from, to);
  }

  @Override
  void digits(Name name, byte[] utf8, int from, int to) {
    json.number(name, utf8, from, to);
  }

  @Override
  void bool(Name name, boolean value) {
    json.flag(name, value);
  }

  @Override
  void absent(Name name) {
    // absent means unknown
  }

  @Override
  void startExtra() {
    json.object(Names.EXTRA);
  }

  @Override
  void extra(Name name, byte[] utf8, int from, int to) {
    json.text(name, utf8, from, to);
  }

  @Override
  void endExtra() {
    json.close();
  }
}
