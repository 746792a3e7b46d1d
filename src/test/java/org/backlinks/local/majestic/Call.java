package org.backlinks.local.majestic;

import java.time.Instant;
import java.util.Map;

/** One received command with the parameters as they were sent, the key included. */
public record Call(String command, Map<String, String> parameters, Instant at) {
  public Call {
    parameters = Map.copyOf(parameters);
  }
}
