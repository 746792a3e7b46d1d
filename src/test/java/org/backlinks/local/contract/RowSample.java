package org.backlinks.local.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Selects some of many rows: the first ones, and others at equal distances. */
final class RowSample {
  /** Number of rows at the beginning that are always selected. */
  static final int FIRST_ROWS = 50;

  private static final int SPREAD_ROWS = 50;

  private RowSample() {}

  static <T> List<T> sample(List<T> all) {
    if (all.size() <= FIRST_ROWS + SPREAD_ROWS) {
      return all;
    }
    List<T> sample = new ArrayList<>(all.subList(0, FIRST_ROWS));
    for (int i = 1; i <= SPREAD_ROWS; i++) {
      sample.add(
          all.get(FIRST_ROWS - 1 + (int) ((long) (all.size() - FIRST_ROWS) * i / SPREAD_ROWS)));
    }
    return sample;
  }

  /** Returns the payload with a sample of its rows, domains and changes. */
  static JsonNode sample(JsonNode payload) {
    if (!(payload instanceof ObjectNode object)) {
      return payload;
    }
    ObjectNode sampled = object;
    for (String member : List.of("backlinks", "domains", "changes")) {
      if (object.get(member) instanceof ArrayNode rows && rows.size() > FIRST_ROWS + SPREAD_ROWS) {
        sampled = sampled == object ? object.objectNode().setAll(object) : sampled;
        sampled.putArray(member).addAll(sample(rows.valueStream().toList()));
      }
    }
    return sampled;
  }
}
