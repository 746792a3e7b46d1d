package org.backlinks.entry;

import java.time.Instant;

/**
 * What is known of one invocation beside its event.
 *
 * @param id the platform's id of it
 * @param end when the platform ends it
 */
record Call(String id, Instant end) {
  /** Names this one occurrence of a problem. */
  String instance() {
    return "/requests/" + id;
  }
}
