package org.backlinks.local.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Compares answers of the function with the OpenAPI document. */
public final class ContractChecker {
  private static final int MAX_SHOWN_BYTES = 400;

  private final OpenApiDocument document;
  private final HttpResponseChecker responseChecker;

  /** Creates a checker for this document. */
  public ContractChecker(OpenApiDocument document) {
    this.document = document;
    this.responseChecker = new HttpResponseChecker(document);
  }

  /** Returns the differences between an answer and the document. */
  public List<String> violations(byte[] event, byte[] answer) {
    JsonNode json = ReceivedEvent.EventParser.parseJson(answer);
    return switch (ReceivedEvent.parse(event)) {
      case ReceivedEvent.HttpRequestEvent request ->
          describeErrors(
              request.method() + " " + request.path(),
              responseChecker.violations(request, json),
              answer);
      case ReceivedEvent.DirectInvocation(var payload) -> {
        String action = payload.path("action").asText("report");
        JsonNode description = document.at("/x-direct-calls/" + action.replaceAll("[^a-z]", "-"));
        yield description.isMissingNode()
            ? describeErrors(
                "an unknown action", sampleErrors(document.schema("Problem"), json), answer)
            : describeErrors(
                "action " + action,
                Stream.concat(
                        sampleErrors(document.resolve(description.path("answer")), json).stream(),
                        AcceptedRequest.isAccepted(json)
                            ? document.errors(description.path("payload"), payload).stream()
                                .map("the accepted payload "::concat)
                            : Stream.of())
                    .toList(),
                answer);
      }
      case ReceivedEvent.ScheduledEvent() ->
          describeErrors("a tick", sampleErrors(document.schema("PollSummary"), json), answer);
      case ReceivedEvent.BatchEvent() ->
          describeErrors("a batch", sampleErrors(document.at("/x-batch-answer"), json), answer);
      case ReceivedEvent.UnrecognizedEvent() ->
          describeErrors(
              "an unrecognized event", sampleErrors(document.schema("Problem"), json), answer);
    };
  }

  private List<String> sampleErrors(JsonNode schema, JsonNode answer) {
    return document.errors(schema, RowSample.sample(answer));
  }

  private static List<String> describeErrors(String subject, List<String> errors, byte[] answer) {
    String answerStart =
        new String(answer, 0, Math.min(MAX_SHOWN_BYTES, answer.length), StandardCharsets.UTF_8);
    return errors.isEmpty()
        ? List.of()
        : List.of(
            "the answer to %s does not match the description: %s%nin %s"
                .formatted(subject, String.join("; ", errors), answerStart));
  }
}
