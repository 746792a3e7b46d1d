package org.backlinks.local.face;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Whether a request was in order, to judge by its answer: then it must be as described, too. */
final class Accepted {
  private static final Set<Integer> REFUSED = Set.of(400, 404, 405, 406, 413, 415, 500);

  private Accepted() {}

  static boolean of(int status) {
    return !REFUSED.contains(status);
  }

  /** A direct caller's answer has a status where it is a problem. */
  static boolean of(JsonNode answer) {
    return of(answer.path("status").asInt(200));
  }
}
