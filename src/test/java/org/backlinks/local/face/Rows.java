package org.backlinks.local.face;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Of many rows some: the first ones, and the others at equal distances. */
final class Rows {
  /** So many are always looked at. */
  static final int FIRST = 50;

  private static final int OTHERS = 50;

  private Rows() {}

  static <T> List<T> some(List<T> all) {
    if (all.size() <= FIRST + OTHERS) {
      return all;
    }
    List<T> some = new ArrayList<>(all.subList(0, FIRST));
    for (int i = 1; i <= OTHERS; i++) {
      some.add(all.get(FIRST - 1 + (int) ((long) (all.size() - FIRST) * i / OTHERS)));
    }
    return some;
  }

  /** A payload with some of its rows and domains; all else is as it was. */
  static JsonNode some(JsonNode payload) {
    if (!(payload instanceof ObjectNode object)) {
      return payload;
    }
    ObjectNode smaller = object;
    for (String member : List.of("backlinks", "domains")) {
      if (object.get(member) instanceof ArrayNode rows && rows.size() > FIRST + OTHERS) {
        smaller = smaller == object ? object.objectNode().setAll(object) : smaller;
        smaller.putArray(member).addAll(some(rows.valueStream().toList()));
      }
    }
    return smaller;
  }
}
