package org.backlinks.entry;

import java.util.Set;

/** Names the kind of an event in the log. A name contains no text that a caller chose. */
final class InvocationLabel {
  private static final String OTHER = "other";

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private InvocationLabel() {}

  static String of(Event event) {
    return switch (event) {
      case Event.Http(HttpRequest request) -> method(request) + " " + route(request);
      case Event.MalformedHttp _ -> "broken request";
      case Event.Tick _ -> "tick";
      case Event.TableStream _ -> "stream";
      case Event.Queue _ -> "queue";
      case Event.Direct direct -> Action.of(direct.payload()).map(Action::wireName).orElse(OTHER);
      case Event.Unhandled _ -> "unhandled";
      case Event.TooLarge _ -> "too large";
      case Event.Unknown _ -> "unknown";
    };
  }

  private static String method(HttpRequest request) {
    return METHODS.contains(request.method()) ? request.method() : OTHER;
  }

  private static String route(HttpRequest request) {
    return Route.find(request.path()).map(Route::template).orElse(OTHER);
  }
}
