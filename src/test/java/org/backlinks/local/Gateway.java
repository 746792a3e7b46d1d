package org.backlinks.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** One of API Gateway's two kinds: the events it sends and the answers it understands. */
public sealed interface Gateway permits HttpApi, RestApi {
  /** An HTTP API (payload 2.0) on its {@code $default} stage. */
  static Gateway http() {
    return new HttpApi(Optional.empty());
  }

  /** An HTTP API (payload 2.0) on a named stage, which is part of every path. */
  static Gateway http(String stage) {
    return new HttpApi(Optional.of(stage));
  }

  /** A REST API (payload 1.0) behind a domain of its own: no stage in the path. */
  static Gateway rest() {
    return new RestApi(Optional.empty());
  }

  /** A REST API (payload 1.0) at its own address, which begins with the stage. */
  static Gateway rest(String stage) {
    return new RestApi(Optional.of(stage));
  }

  /** The first segment of every path, when there is one. */
  Optional<String> stage();

  /** The event for a call, or empty when the path does not begin with the stage. */
  Optional<ObjectNode> event(Call call);

  /**
   * The answer over HTTP to what the function returned.
   *
   * @throws RuntimeException when the gateway does not understand it
   */
  Answer answer(byte[] result) throws IOException;

  /** The answer when the path does not begin with the stage. */
  Answer noSuchStage();

  /** The answer when the function failed or its answer is not understood. */
  Answer failed();

  /** The answer when the function took longer than {@link #limit}. */
  Answer late();

  /** How long the gateway waits for the function. */
  Duration limit();

  /** The path behind the stage, or empty when it does not begin with the stage. */
  default Optional<String> behindStage(String path) {
    String prefix = stage().map(stage -> "/" + stage).orElse("");
    String rest = path.startsWith(prefix) ? path.substring(prefix.length()) : "?";
    return rest.isEmpty()
        ? Optional.of("/")
        : Optional.of(rest).filter(behind -> behind.startsWith("/"));
  }
}
