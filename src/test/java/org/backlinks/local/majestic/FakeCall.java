package org.backlinks.local.majestic;

import java.time.Instant;
import java.util.Map;

/** One received command with its parameters as sent, including the key. */
public record FakeCall(String command, Map<String, String> parameters, Instant receivedAt) {
  public FakeCall {
    parameters = Map.copyOf(parameters);
  }
}
