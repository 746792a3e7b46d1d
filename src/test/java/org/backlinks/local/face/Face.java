package org.backlinks.local.face;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Holds answers of the function against the document. */
public final class Face {
  private static final int SHOWN = 400;

  private final Document document;
  private final HttpAnswers http;

  /** By this document. */
  public Face(Document document) {
    this.document = document;
    this.http = new HttpAnswers(document);
  }

  /** What in the answer to an event departs from the document, and where. */
  public List<String> violations(byte[] event, byte[] answer) {
    JsonNode json = Woken.Events.json(answer);
    return switch (Woken.by(event)) {
      case Woken.Http call ->
          shown(call.method() + " " + call.path(), http.violations(call, json), answer);
      case Woken.Direct(var payload) -> {
        String action = payload.path("action").asText("report");
        JsonNode said = document.at("/x-direct-calls/" + action.replaceAll("[^a-z]", "-"));
        yield said.isMissingNode()
            ? shown("a strange payload", errors(document.schema("Problem"), json), answer)
            : shown(
                "action " + action,
                Stream.concat(
                        errors(document.followed(said.path("answer")), json).stream(),
                        Accepted.of(json)
                            ? document.errors(said.path("payload"), payload).stream()
                                .map("the accepted payload "::concat)
                            : Stream.of())
                    .toList(),
                answer);
      }
      case Woken.Tick() -> shown("a tick", errors(document.schema("PollSummary"), json), answer);
      case Woken.Stream() ->
          shown("the stream", errors(document.at("/x-stream-answer"), json), answer);
      case Woken.Nothing() -> shown("no event", errors(document.schema("Problem"), json), answer);
    };
  }

  private List<String> errors(JsonNode schema, JsonNode answer) {
    return document.errors(schema, Rows.some(answer));
  }

  private static List<String> shown(String what, List<String> errors, byte[] answer) {
    String start = new String(answer, 0, Math.min(SHOWN, answer.length), StandardCharsets.UTF_8);
    return errors.isEmpty()
        ? List.of()
        : List.of(
            "the answer to %s is not as described: %s%nin %s"
                .formatted(what, String.join("; ", errors), start));
  }
}
