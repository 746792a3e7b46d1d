package org.backlinks.entry;

import static org.backlinks.local.SharedStack.invoke;
import static org.backlinks.local.SharedStack.readResource;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Sends events from files. The files have the events in the form in which the platform sends them.
 */
final class GoldenEvents {
  private GoldenEvents() {}

  /**
   * Sends the event in a file to the function.
   *
   * @param replacements placeholders in the file and their values, in pairs
   */
  static JsonNode send(String file, String... replacements) throws Exception {
    String event = readResource("/events/" + file);
    for (int i = 0; i < replacements.length; i += 2) {
      event = event.replace(replacements[i], replacements[i + 1]);
    }
    return invoke(event);
  }
}
