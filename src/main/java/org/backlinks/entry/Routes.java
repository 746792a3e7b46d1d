package org.backlinks.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.backlinks.entry.Views.View;
import org.backlinks.ops.Invocation;
import org.backlinks.question.Asked;
import org.backlinks.question.FieldError;
import org.backlinks.question.Invalid;
import org.backlinks.question.Look;
import org.backlinks.question.Reading;
import org.backlinks.question.RequestReader;
import org.backlinks.render.Format;
import org.backlinks.render.PageRequest;
import org.backlinks.render.Payload;
import org.backlinks.render.ProblemJson;
import org.backlinks.report.Problem;
import org.backlinks.report.Problem.Kind;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.State;
import org.backlinks.service.Notify;
import org.jspecify.annotations.Nullable;

/** The HTTP interface. */
@Singleton
final class Routes {
  static final String BACKLINKS = "/v1/backlinks";
  static final String REPORTS = "/v1/reports/";
  static final String ESTIMATES = "/v1/estimates";
  static final String USAGE = "/v1/usage";
  static final String OPEN_API = "/v1/openapi.json";
  static final String NOTIFY = "/v1/notify/";
  private static final String KEY = "idempotencyKey";

  /** Of a body, bytes. */
  static final int LARGEST_BODY = 64 * 1024;

  private final Views views;
  private final Money money;
  private final Notify notify;
  private final OpenApi openApi;
  private final Clock clock;
  private final RequestReader requests = new RequestReader();

  Routes(Views views, Money money, Notify notify, OpenApi openApi, Clock clock) {
    this.views = views;
    this.money = money;
    this.notify = notify;
    this.openApi = openApi;
    this.clock = clock;
  }

  HttpAnswer answer(HttpCall http, Call call) throws IOException {
    HttpAnswer answer = route(http, call);
    return Form.takesGzip(http) ? answer.packed() : answer;
  }

  private HttpAnswer route(HttpCall http, Call call) throws IOException {
    return switch (http.path()) {
      case BACKLINKS -> money.withBudget(backlinks(http, call));
      case ESTIMATES -> money.withBudget(estimates(http, call));
      case USAGE -> money.withBudget(reading(http, call, wish -> usage()));
      case OPEN_API -> reading(http, call, openApi::answer);
      default -> other(http, call);
    };
  }

  private HttpAnswer backlinks(HttpCall http, Call call) throws IOException {
    Optional<Form> form = Form.of(http);
    return switch (http.method()) {
      case "GET" -> form.isPresent() ? get(form.get(), http, call) : notAcceptable(call);
      case "POST" ->
          form.isPresent()
              ? post(
                  form.get(),
                  http,
                  call,
                  asked -> asked(views.ask(asked, call, form.get().wish()), http, call))
              : notAcceptable(call);
      default -> notAllowed(http, call, "GET, POST");
    };
  }

  private HttpAnswer estimates(HttpCall http, Call call) throws IOException {
    Optional<Form> form = Form.of(http);
    return switch (http.method()) {
      case "POST" ->
          form.isPresent()
              ? post(form.get(), http, call, asked -> HttpAnswer.json(200, money.estimate(asked)))
              : notAcceptable(call);
      default -> notAllowed(http, call, "POST");
    };
  }

  /** What is answered to a GET without parameters. */
  private interface Read {
    HttpAnswer as(Wish wish) throws IOException;
  }

  private static HttpAnswer reading(HttpCall http, Call call, Read read) throws IOException {
    if (!http.method().equals("GET")) {
      return notAllowed(http, call, "GET");
    }
    Optional<Form> form = Form.of(http);
    if (form.isEmpty()) {
      return notAcceptable(call);
    }
    return http.parameters().isEmpty()
        ? read.as(form.get().wish())
        : invalid(misplaced(http.parameters(), "is not a field"), call);
  }

  private HttpAnswer usage() throws IOException {
    return HttpAnswer.json(200, money.usage());
  }

  private HttpAnswer other(HttpCall http, Call call) throws IOException {
    if (http.path().startsWith(REPORTS)) {
      Optional<Form> form = Form.of(http);
      String id = http.path().substring(REPORTS.length());
      return switch (http.method()) {
        case "GET" -> form.isPresent() ? get(id, form.get(), http, call) : notAcceptable(call);
        case "DELETE" -> delete(id, http, call);
        default -> notAllowed(http, call, "GET, DELETE");
      };
    }
    if (http.path().startsWith(NOTIFY) && notify.isOn()) {
      return switch (http.method()) {
        case "GET", "POST" -> notified(http.path().substring(NOTIFY.length()));
        default -> notAllowed(http, call, "GET, POST");
      };
    }
    return problem(Problem.of(Kind.NOT_FOUND, "There is no such route."), null, call);
  }

  /** Upstream calls this; whoever else does learns nothing. */
  private HttpAnswer notified(String idAndSecret) {
    int slash = idAndSecret.indexOf('/');
    if (slash > 0) {
      ReportId.of(idAndSecret.substring(0, slash))
          .ifPresent(id -> notify.done(id, idAndSecret.substring(slash + 1)));
    }
    return HttpAnswer.empty(204);
  }

  private HttpAnswer get(Form form, HttpCall http, Call call) throws IOException {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    form.others().forEach((name, values) -> parameters.put(name, new ArrayList<>(values)));
    String key = http.header("idempotency-key");
    if (key != null) {
      parameters.computeIfAbsent(KEY, name -> new ArrayList<>()).add(key);
    }
    Reading reading = requests.fromQuery(parameters);
    List<FieldError> errors = new ArrayList<>(form.errors());
    if (reading instanceof Invalid invalid) {
      errors.addAll(invalid.errors());
    }
    return reading instanceof Asked asked && errors.isEmpty()
        ? asked(views.ask(asked, call, form.wish()), http, call)
        : invalid(errors, call);
  }

  /** What is done with a request that is in order. */
  private interface Use {
    HttpAnswer of(Asked asked) throws IOException;
  }

  private HttpAnswer post(Form form, HttpCall http, Call call, Use use) throws IOException {
    String type = http.header("content-type");
    if (type != null && !isJson(type)) {
      return problem(
          Problem.of(Kind.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json."),
          null,
          call);
    }
    byte[] body = http.body();
    if (body != null && body.length > LARGEST_BODY) {
      return problem(
          Problem.of(Kind.TOO_LARGE, "The body must have at most " + LARGEST_BODY + " bytes."),
          null,
          call);
    }
    List<FieldError> errors = new ArrayList<>(form.errors());
    errors.addAll(misplaced(form.others(), "belongs into the body of a POST"));
    JsonNode json;
    try {
      json = Events.json(body == null ? new byte[0] : body);
    } catch (IOException e) {
      errors.add(new FieldError("body", "must be one JSON object without double members"));
      return invalid(errors, call);
    }
    if (!(json instanceof ObjectNode object)) {
      errors.add(new FieldError("body", "must be a JSON object"));
      return invalid(errors, call);
    }
    String key = http.header("idempotency-key");
    if (key != null && object.has(KEY)) {
      errors.add(new FieldError(KEY, "is given in the body and in the header"));
    } else if (key != null) {
      object.put(KEY, key);
    }
    Reading reading = requests.fromJson(object);
    if (reading instanceof Invalid invalid) {
      errors.addAll(invalid.errors());
    }
    return reading instanceof Asked asked && errors.isEmpty()
        ? use.of(asked)
        : invalid(errors, call);
  }

  private static boolean isJson(String type) {
    String plain = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return plain.equals("application/json")
        || (plain.startsWith("application/") && plain.endsWith("+json"));
  }

  private HttpAnswer asked(View view, HttpCall http, Call call) throws IOException {
    return switch (view) {
      case View.Shown shown when shown.report().state().pending() ->
          pending(HttpAnswer.json(202, shown.payload().body()), shown.report())
              .with("Location", http.prefix() + REPORTS + shown.report().id().text());
      case View.Shown shown -> aged(shown(view, http, call), shown.report(), shown.page());
      case View.Unchanged same -> aged(shown(view, http, call), same.report(), same.page());
      case View.Wrong wrong -> shown(view, http, call);
    };
  }

  /** Says how old a reused answer is. */
  private HttpAnswer aged(HttpAnswer answer, Report report, PageRequest page) {
    if (page.reused() && report.state() instanceof State.Ready(Instant at, var snapshot)) {
      long seconds = Math.max(0, Duration.between(at, clock.instant()).toSeconds());
      answer.with("Age", Long.toString(seconds));
    }
    return answer;
  }

  private HttpAnswer get(String id, Form form, HttpCall http, Call call) throws IOException {
    Look look = Look.fromQuery(form.others());
    List<FieldError> errors = new ArrayList<>(form.errors());
    errors.addAll(look.errors());
    return errors.isEmpty()
        ? shown(views.get(id, look, form.wish()), http, call)
        : invalid(errors, call);
  }

  private HttpAnswer delete(String id, HttpCall http, Call call) throws IOException {
    if (!http.parameters().isEmpty()) {
      return invalid(misplaced(http.parameters(), "is not a field"), call);
    }
    Problem problem = views.delete(id);
    return problem == null ? HttpAnswer.empty(204) : problem(problem, null, call);
  }

  private static List<FieldError> misplaced(Map<String, List<String>> parameters, String message) {
    return parameters.keySet().stream().map(name -> new FieldError(name, message)).toList();
  }

  private HttpAnswer shown(View view, HttpCall http, Call call) throws IOException {
    return switch (view) {
      case View.Wrong(Problem problem, ReportId report) -> problem(problem, report, call);
      case View.Unchanged same -> HttpAnswer.notModified().with("ETag", same.entityTag());
      case View.Shown(Report report, var page, var payload, String tag) when tag != null -> {
        HttpAnswer answer = HttpAnswer.page(200, page.format(), payload.body()).with("ETag", tag);
        yield payload.next() == null
            ? answer
            : answer.with("Link", next(http, report, page, payload.next()));
      }
      case View.Shown(Report report, var page, var payload, var none) -> {
        HttpAnswer answer = HttpAnswer.json(200, payload.body());
        yield report.state().pending() ? pending(answer, report) : answer;
      }
    };
  }

  private static String next(HttpCall http, Report report, PageRequest page, String cursor) {
    return "<%s%s%s?cursor=%s&limit=%d%s>; rel=\"next\""
        .formatted(
            http.prefix(),
            REPORTS,
            report.id().text(),
            cursor,
            page.limit(),
            page.format() == Format.RAW_CSV ? "&csv=raw" : "");
  }

  private HttpAnswer pending(HttpAnswer answer, Report report) {
    long seconds = Payload.retryAfter(report, clock.instant()).toSeconds();
    return answer.with("Retry-After", Long.toString(seconds));
  }

  private static HttpAnswer notAcceptable(Call call) throws IOException {
    String detail = "Answers are application/json, application/x-ndjson or text/csv.";
    return problem(Problem.of(Kind.NOT_ACCEPTABLE, detail), null, call);
  }

  private static HttpAnswer notAllowed(HttpCall http, Call call, String allowed)
      throws IOException {
    String detail = http.method() + " is not allowed here; allowed are " + allowed + ".";
    return problem(Problem.of(Kind.METHOD_NOT_ALLOWED, detail), null, call).with("Allow", allowed);
  }

  private static HttpAnswer invalid(List<FieldError> errors, Call call) throws IOException {
    return problem(Problem.invalid(errors), null, call);
  }

  static HttpAnswer problem(Problem problem, @Nullable ReportId report, Call call)
      throws IOException {
    Invocation.ends(problem.kind().word(), report == null ? null : report.text());
    HttpAnswer answer =
        HttpAnswer.problem(
            problem.kind().status(), ProblemJson.whole(problem, call.instance(), report));
    return problem.retryAfter() == null
        ? answer
        : answer.with("Retry-After", Long.toString(problem.retryAfter().toSeconds()));
  }
}
