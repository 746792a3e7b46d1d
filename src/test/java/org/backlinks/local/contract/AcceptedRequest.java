package org.backlinks.local.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * Decides by the status of an answer whether the function accepted the request. The checkers
 * compare an accepted request with the description, too.
 */
final class AcceptedRequest {
  private static final Set<Integer> REFUSED_STATUSES = Set.of(400, 404, 405, 406, 413, 415, 500);

  private AcceptedRequest() {}

  static boolean isAccepted(int status) {
    return !REFUSED_STATUSES.contains(status);
  }

  /** Returns whether a direct call was accepted. Only a problem has a status. */
  static boolean isAccepted(JsonNode answer) {
    return isAccepted(answer.path("status").asInt(200));
  }
}
