package org.backlinks.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.backlinks.load.Questions.Asked;
import org.backlinks.local.FunctionError;
import org.backlinks.local.Invoker;
import org.backlinks.local.Tick;
import org.backlinks.local.majestic.Link;
import org.jspecify.annotations.Nullable;

/** One of many callers: asks this and that, one thing after the other, and checks each answer. */
final class Visitor {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int[] LIMITS = {1, 10, 1_000, 5_000};
  private static final int[] WAITS = {0, 1, 12};
  private static final String JSON_TYPE = "application/json";

  /** Each with the status that it must get. */
  private static final List<String> BAD =
      List.of(
          "{\"target\": \"no-dot\"}",
          "[]",
          "{",
          "{\"target\": \"http://a.example/\", \"maxBacklinks\": 0}",
          "{\"target\": \"http://a.example/\", \"colour\": \"red\"}");

  /** Each as often as it is done. */
  private static final List<String> DEEDS =
      List.of(
          "new",
          "new",
          "new",
          "equal",
          "equal",
          "equal",
          "pages",
          "pages",
          "ndjson",
          "csv",
          "gzip",
          "estimate",
          "usage",
          "delete",
          "queued",
          "direct",
          "tick",
          "bad",
          "bad");

  private final SplittableRandom chance;
  private final Door door;
  private final Invoker function;
  private final Questions questions;
  private final Checker checker;
  private final Figures figures;
  private final Weather weather;

  Visitor(
      SplittableRandom chance,
      Door door,
      Invoker function,
      Questions questions,
      Checker checker,
      Figures figures,
      Weather weather) {
    this.chance = chance;
    this.door = door;
    this.function = function;
    this.questions = questions;
    this.checker = checker;
    this.figures = figures;
    this.weather = weather;
  }

  /** Does one thing. */
  void act() throws InterruptedException {
    String deed = DEEDS.get(chance.nextInt(DEEDS.size()));
    try {
      switch (deed) {
        case "new" -> ask(deed, questions.fresh(chance, "new"), JSON_TYPE);
        case "queued" -> ask(deed, questions.fresh(chance, "queued-1"), JSON_TYPE);
        case "gzip" -> ask(deed, known().wanted(), JSON_TYPE);
        case "equal" -> ask(deed, known().wanted(), JSON_TYPE);
        case "ndjson" -> ask(deed, known().wanted(), "application/x-ndjson");
        case "csv" -> ask(deed, known().wanted(), "text/csv");
        case "pages" -> pages(known());
        case "estimate" -> estimate(known().wanted());
        case "usage" -> foreseen(door.get(deed, "/v1/usage"), 200);
        case "delete" -> delete(questions.fresh(chance, "gone"));
        case "direct" -> direct(known().wanted());
        case "tick" -> tick();
        default -> bad(BAD.get(chance.nextInt(BAD.size())));
      }
    } catch (IOException e) {
      checker.must(false, deed + " broke: " + e);
    }
  }

  private Asked known() {
    return questions
        .lately(chance)
        .orElseGet(() -> new Asked(questions.fresh(chance, "first"), ""));
  }

  private ObjectNode question(Wanted wanted) {
    return JSON.createObjectNode()
        .put("target", wanted.target())
        .put("maxBacklinks", wanted.most())
        .put("wait", WAITS[chance.nextInt(WAITS.length)]);
  }

  private int limit() {
    return LIMITS[chance.nextInt(LIMITS.length)];
  }

  private void ask(String kind, Wanted wanted, String accept)
      throws IOException, InterruptedException {
    int limit = limit();
    String query = accept.equals("text/csv") ? "?csv=raw" : "";
    Door.Reply reply =
        door.post(
            kind,
            "/v1/backlinks" + query,
            question(wanted).put("limit", limit).toString(),
            accept,
            kind.equals("gzip"));
    if (reply.type().equals("application/x-ndjson")) {
      List<Link> links = reply.text().lines().map(Visitor::read).map(Checker::link).toList();
      checker.rows(wanted, kind, 0, limit, links);
    } else if (reply.type().equals("text/csv")) {
      csv(wanted, limit, reply.text());
    } else if (foreseen(reply, 200, 202)) {
      questions.asked(wanted, report(wanted, reply.json(), 0, limit));
    }
  }

  /** Every page of a report, from the first row to the last. */
  private void pages(Asked asked) throws IOException, InterruptedException {
    int limit = limit();
    int first = 0;
    String path = "/v1/reports/" + asked.id() + "?limit=" + limit;
    while (!asked.id().isEmpty()) {
      Door.Reply reply = door.get("pages", path);
      if (reply.status() == 404) {
        checker.notFound(asked.id());
      }
      if (!foreseen(reply, 200, 404) || reply.status() == 404) {
        return;
      }
      JsonNode page = reply.json();
      report(asked.wanted(), page, first, limit);
      JsonNode next = page.at("/page/next");
      if (!next.isTextual() || limit == 1) {
        return;
      }
      first += page.path("backlinks").size();
      path = "/v1/reports/%s?limit=%d&cursor=%s".formatted(asked.id(), limit, next.asText());
    }
  }

  /** Nobody but who asked for it knows the report: so it is clear what it must be. */
  private void delete(Wanted wanted) throws IOException, InterruptedException {
    Door.Reply asked =
        door.post("new", "/v1/backlinks", question(wanted).toString(), JSON_TYPE, false);
    if (!foreseen(asked, 200, 202)) {
      return;
    }
    String id = report(wanted, asked.json(), 0, Door.USUAL_LIMIT);
    Door.Reply deleted = door.delete("delete", "/v1/reports/" + id);
    checker.deleted(wanted, id);
    // where the answer to its own write was lost, the function finds the report deleted
    if (foreseen(deleted, weather.tableFailed() ? new Integer[] {204, 404} : new Integer[] {204})) {
      Door.Reply look = door.get("pages", "/v1/reports/" + id);
      foreseen(look, 404);
    }
  }

  private void estimate(Wanted wanted) throws IOException, InterruptedException {
    String question = question(wanted).toString();
    Door.Reply reply = door.post("estimate", "/v1/estimates", question, JSON_TYPE, false);
    if (foreseen(reply, 200)) {
      JsonNode cost = reply.json().path("cost");
      checker.must(
          cost.path("analysis").asInt() == Balance.PRICE
              && cost.path("retrieval").asInt() == wanted.most(),
          "an estimate is " + reply.text());
    }
  }

  private void direct(Wanted wanted) throws IOException, InterruptedException {
    JsonNode answer = invoke("direct", JSON.writeValueAsBytes(question(wanted)));
    if (answer != null && (answer.has("state") || answer.has("report"))) {
      questions.asked(wanted, report(wanted, answer, 0, Door.USUAL_LIMIT));
    } else if (answer != null) {
      problem("direct", answer);
    }
  }

  private void tick() throws IOException, InterruptedException {
    JsonNode did = invoke("tick", Tick.event(Instant.now()));
    checker.must(did == null || did.path("due").isInt(), "a tick gives " + did);
  }

  private void bad(String body) throws IOException, InterruptedException {
    Door.Reply reply = door.post("bad", "/v1/backlinks", body, JSON_TYPE, false);
    if (foreseen(reply, 400)) {
      checker.must(
          reply.json().path("type").asText().endsWith("/invalid-request"),
          body + " gives " + reply.text());
    }
  }

  /** Null when the function died of it, as it may where processes are killed. */
  private @Nullable JsonNode invoke(String kind, byte[] event)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    try {
      byte[] answer = function.invoke(event);
      figures.took(kind, System.nanoTime() - start);
      return JSON.readTree(answer);
    } catch (FunctionError e) {
      figures.problem("function " + e.type());
      boolean unhandled = e.type().equals("Unhandled") && weather.tableFailed();
      checker.must(unhandled || weather.killed(), kind + ": " + e);
      return null;
    }
  }

  private String report(Wanted wanted, JsonNode answer, int first, int limit) {
    if (answer.path("state").asText("failed").equals("failed")) {
      JsonNode problem = answer.has("problem") ? answer.path("problem") : answer;
      figures.problem(problem.path("type").asText().replaceFirst(".*/", ""));
    }
    checker.report(wanted, answer, first, limit);
    return Checker.id(answer);
  }

  /** Whether it is an answer that a report is in; else it is a problem, which must be foreseen. */
  private boolean foreseen(Door.Reply reply, Integer... statuses) {
    if (List.of(statuses).contains(reply.status())) {
      return true;
    }
    if (reply.type().equals("application/problem+json")) {
      JsonNode problem = reply.json();
      if (problem.has("report")) {
        return List.of(statuses).contains(202);
      }
      problem(reply.kind(), problem);
    } else {
      figures.problem("gateway " + reply.status());
      // the process died, or nobody was free in time
      checker.must(
          Set.of(500, 502, 503, 504).contains(reply.status()) && weather.killed(),
          "%s: %d %s".formatted(reply.kind(), reply.status(), reply.text()));
    }
    return false;
  }

  private void problem(String kind, JsonNode problem) {
    String type = problem.path("type").asText().replaceFirst(".*/", "");
    boolean busy = problem.path("detail").asText().startsWith("Too many requests reserve");
    figures.problem(busy ? "busy" : type);
    checker.must(
        busy || (type.equals("internal") && weather.tableFailed()), kind + " gives " + problem);
  }

  private void csv(Wanted wanted, int limit, String csv) {
    List<Link> right = questions.links(wanted);
    int from = csv.indexOf("\r\n");
    for (Link link : right.subList(0, Math.min(limit, right.size()))) {
      from = from < 0 ? from : csv.indexOf(link.source(), from + 1);
    }
    checker.must(from >= 0, "a CSV of " + wanted + " lacks rows, or has them out of order");
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("not JSON: " + json, e);
    }
  }
}
