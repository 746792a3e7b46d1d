package org.backlinks.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.backlinks.entry.Views.View;
import org.backlinks.ops.Invocation;
import org.backlinks.question.Asked;
import org.backlinks.question.FieldError;
import org.backlinks.question.Invalid;
import org.backlinks.question.Look;
import org.backlinks.question.RequestReader;
import org.backlinks.render.Buffer;
import org.backlinks.render.ProblemJson;
import org.backlinks.report.Problem;
import org.backlinks.report.ReportId;
import org.backlinks.service.Worker;

/** Direct payloads, and ticks: the actions. */
@Singleton
final class Actions {
  private final Views views;
  private final Money money;
  private final Worker worker;
  private final RequestReader requests = new RequestReader();

  Actions(Views views, Money money, Worker worker) {
    this.views = views;
    this.money = money;
    this.worker = worker;
  }

  Buffer answer(ObjectNode payload, Call call) throws IOException {
    JsonNode action = payload.remove("action");
    String word = action == null ? "report" : action.isTextual() ? action.textValue() : "";
    return switch (word) {
      case "report" -> report(payload, call);
      case "get" -> get(payload, call);
      case "delete" -> delete(payload, call);
      case "estimate" -> estimate(payload, call);
      case "poll" -> poll(payload, call);
      case "usage" -> usage(payload, call);
      default ->
          invalid(
              List.of(
                  new FieldError(
                      "action", "must be one of report, estimate, get, delete, poll, usage")),
              call);
    };
  }

  private Buffer estimate(ObjectNode payload, Call call) throws IOException {
    return switch (requests.fromJson(payload)) {
      case Invalid(List<FieldError> errors) -> invalid(errors, call);
      case Asked asked -> money.estimate(asked);
    };
  }

  private Buffer usage(ObjectNode payload, Call call) throws IOException {
    Look look = Look.fromJson(payload, Set.of());
    return look.errors().isEmpty() ? money.usage() : invalid(look.errors(), call);
  }

  private Buffer report(ObjectNode payload, Call call) throws IOException {
    return switch (requests.fromJson(payload)) {
      case Invalid(List<FieldError> errors) -> invalid(errors, call);
      case Asked asked -> body(views.ask(asked, call, Wish.DIRECT), call);
    };
  }

  private Buffer get(ObjectNode payload, Call call) throws IOException {
    Look look = Look.fromJson(payload, Look.PAGE);
    return look.errors().isEmpty()
        ? body(views.get(look.id(), look, Wish.DIRECT), call)
        : invalid(look.errors(), call);
  }

  private Buffer delete(ObjectNode payload, Call call) throws IOException {
    Look look = Look.fromJson(payload, Look.NAME);
    if (!look.errors().isEmpty()) {
      return invalid(look.errors(), call);
    }
    Problem problem = views.delete(look.id());
    return problem == null
        ? ascii("{\"id\":\"" + look.id() + "\",\"deleted\":true}")
        : ProblemJson.whole(problem, call.instance(), null);
  }

  private Buffer poll(ObjectNode payload, Call call) throws IOException {
    Look look = Look.fromJson(payload, Set.of());
    return look.errors().isEmpty() ? poll(call) : invalid(look.errors(), call);
  }

  /** Takes up what is due. */
  Buffer poll(Call call) {
    Worker.Summary did = worker.poll(call.end());
    Invocation.ends(
        "due %d, ready %d, queued %d, failed %d, left %d"
            .formatted(did.due(), did.ready(), did.queued(), did.failed(), did.left()));
    return ascii(
        "{\"due\":%d,\"ready\":%d,\"queued\":%d,\"failed\":%d,\"left\":%d}"
            .formatted(did.due(), did.ready(), did.queued(), did.failed(), did.left()));
  }

  /**
   * Takes up new reports; a record comes again only if the table failed: the schedule sees to the
   * rest.
   */
  Buffer stream(Event.TableStream stream, Call call) {
    List<ReportId> reports =
        stream.records().stream()
            .map(Event.StreamRecord::report)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    List<ReportId> broken = worker.take(reports, call.end());
    Invocation.ends("new %d, broken %d".formatted(reports.size(), broken.size()));
    return ascii(
        stream.records().stream()
            .filter(record -> record.report() != null && broken.contains(record.report()))
            .map(record -> "{\"itemIdentifier\":\"" + record.number() + "\"}")
            .collect(Collectors.joining(",", "{\"batchItemFailures\":[", "]}")));
  }

  private static Buffer body(View view, Call call) throws IOException {
    return switch (view) {
      case View.Shown shown -> shown.payload().body();
      case View.Unchanged unchanged ->
          throw new IllegalStateException("direct callers name no entity tags");
      case View.Wrong(Problem problem, ReportId report) ->
          ProblemJson.whole(problem, call.instance(), report);
    };
  }

  private static Buffer invalid(List<FieldError> errors, Call call) throws IOException {
    Problem problem = Problem.invalid(errors);
    Invocation.ends(problem.kind().word());
    return ProblemJson.whole(problem, call.instance(), null);
  }

  private static Buffer ascii(String json) {
    Buffer buffer = new Buffer();
    byte[] bytes = json.getBytes(StandardCharsets.US_ASCII);
    buffer.write(bytes, 0, bytes.length);
    return buffer;
  }
}
