package org.backlinks.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * One of the two kinds of API Gateway: it writes the events and reads the results of the function.
 */
public sealed interface ApiGateway permits HttpApiGateway, RestApiGateway {
  /** Returns an HTTP API (payload 2.0) on its {@code $default} stage. */
  static ApiGateway httpApi() {
    return new HttpApiGateway(Optional.empty());
  }

  /** Returns an HTTP API (payload 2.0) on a named stage, which is part of every path. */
  static ApiGateway httpApi(String stage) {
    return new HttpApiGateway(Optional.of(stage));
  }

  /** Returns a REST API (payload 1.0) with a custom domain name: its paths contain no stage. */
  static ApiGateway restApi() {
    return new RestApiGateway(Optional.empty());
  }

  /** Returns a REST API (payload 1.0) with its default address: each path begins with the stage. */
  static ApiGateway restApi(String stage) {
    return new RestApiGateway(Optional.of(stage));
  }

  /**
   * Returns the stage that is the first segment of every path, or empty when the paths contain
   * none.
   */
  Optional<String> stage();

  /** Returns the event for a request, or empty when the path does not begin with the stage. */
  Optional<ObjectNode> toEvent(GatewayRequest request);

  /**
   * Returns the HTTP response for a result of the function.
   *
   * @throws RuntimeException when the gateway cannot read the result
   */
  GatewayResponse toResponse(byte[] result) throws IOException;

  /** Returns the response to a request whose path does not begin with the stage. */
  GatewayResponse stageNotFoundResponse();

  /** Returns the response when the function failed, or when the gateway cannot read its result. */
  GatewayResponse functionFailedResponse();

  /** Returns the response when the function took longer than {@link #timeout}. */
  GatewayResponse timeoutResponse();

  /** Returns how long the gateway waits for the function. */
  Duration timeout();

  /** Returns the path after the stage, or empty when the path does not begin with the stage. */
  default Optional<String> pathWithoutStage(String path) {
    String prefix = stage().map(stage -> "/" + stage).orElse("");
    String suffix = path.startsWith(prefix) ? path.substring(prefix.length()) : "?";
    return suffix.isEmpty()
        ? Optional.of("/")
        : Optional.of(suffix).filter(pathAfterStage -> pathAfterStage.startsWith("/"));
  }
}
