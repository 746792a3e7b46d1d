package org.backlinks.entry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** What woke the function, in words of ours: nothing that a caller chose is in them. */
final class Kinds {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private static final Set<String> ACTIONS =
      Set.of("report", "estimate", "get", "delete", "poll", "usage");

  private static final Set<String> PATHS =
      Set.of(Routes.BACKLINKS, Routes.ESTIMATES, Routes.USAGE, Routes.OPEN_API);

  private Kinds() {}

  static String of(Event event) {
    return switch (event) {
      case Event.Http(HttpCall call) -> method(call.method()) + " " + route(call.path());
      case Event.BadHttp bad -> "broken request";
      case Event.Tick tick -> "tick";
      case Event.TableStream stream -> "stream";
      case Event.Direct(ObjectNode payload) -> action(payload);
      case Event.Unknown unknown -> "unknown";
    };
  }

  private static String method(String method) {
    return METHODS.contains(method) ? method : "other";
  }

  private static String route(String path) {
    if (PATHS.contains(path)) {
      return path;
    }
    return path.startsWith(Routes.REPORTS)
        ? Routes.REPORTS + "{id}"
        : path.startsWith(Routes.NOTIFY) ? Routes.NOTIFY + "{id}/{secret}" : "other";
  }

  private static String action(ObjectNode payload) {
    String action = payload.path("action").asText("report");
    return ACTIONS.contains(action) ? action : "other";
  }
}
