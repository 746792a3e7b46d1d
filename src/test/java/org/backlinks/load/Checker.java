package org.backlinks.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.backlinks.local.majestic.Link;

/** Knows what was answered so far, holds each new answer to it and to the truth. */
final class Checker {
  /** What may be wrong with upstream, told as a report's end. */
  private static final Set<String> ENDS =
      Set.of(
          "upstream-refused",
          "upstream-unreadable",
          "upstream-unavailable",
          "upstream-timeout",
          "outcome-unknown");

  private static final int MOST_KEPT = 200;

  private final Truth truth;
  private final Map<String, Seen> reports = new LinkedHashMap<>();
  private final List<String> violations = new ArrayList<>();
  private long violated;

  /** What upstream has. */
  interface Truth {
    List<Link> links(Wanted wanted);
  }

  private record Seen(Wanted wanted, String state) {}

  Checker(Truth truth) {
    this.truth = truth;
  }

  /**
   * A report in any state, or the problem that it ended with, as it was answered.
   *
   * @param first the row that its page begins with
   * @param limit the most rows of the page
   */
  void report(Wanted wanted, JsonNode answer, int first, int limit) {
    String id = id(answer);
    String state = answer.path("state").asText();
    switch (state) {
      case "ready" -> {
        int total = answer.at("/page/total").asInt();
        must(
            total == truth.links(wanted).size(),
            "%s has %d rows of %d".formatted(id, total, truth.links(wanted).size()));
        rows(wanted, id, first, limit, links(answer));
        if (!answer.at("/request/target").asText().equals(wanted.target())) {
          violation(id + " is about " + answer.path("request"));
        }
      }
      case "failed" -> end(id, answer.path("problem"));
      case "pending" -> {}
      case "" -> end(id, answer);
      default -> violation(id + " is " + state);
    }
    moved(wanted, id, state.isEmpty() ? "failed" : state);
  }

  /** The id of a report, also of one that is answered by the problem that it ended with. */
  static String id(JsonNode answer) {
    return answer.path("id").asText(answer.path("report").asText());
  }

  private void end(String id, JsonNode problem) {
    String type = problem.path("type").asText().replaceFirst(".*/", "");
    if (!ENDS.contains(type)) {
      violation(id + " ended with " + problem);
    }
  }

  static List<Link> links(JsonNode page) {
    List<Link> links = new ArrayList<>();
    page.path("backlinks").forEach(row -> links.add(link(row)));
    return links;
  }

  static Link link(JsonNode row) {
    return new Link(
        row.at("/source/url").asText(),
        row.at("/target/url").asText(),
        row.path("anchorText").asText());
  }

  /** A page of a ready report. */
  void rows(Wanted wanted, String id, int first, int limit, List<Link> rows) {
    List<Link> right = truth.links(wanted);
    List<Link> page =
        right.subList(Math.min(first, right.size()), Math.min(first + limit, right.size()));
    must(
        rows.equals(page),
        "%s: %d rows from %d on of %s, which are not its %d"
            .formatted(id, rows.size(), first, wanted, page.size()));
  }

  private synchronized void moved(Wanted wanted, String id, String state) {
    if (id.isEmpty()) {
      violation("no id for " + wanted);
      return;
    }
    Seen before = reports.put(id, new Seen(wanted, state));
    if (before == null) {
      return;
    }
    if (!before.wanted.equals(wanted)) {
      violation("%s answers %s and %s".formatted(id, before.wanted, wanted));
    }
    if (before.state.equals("deleted")) {
      violation(id + " came back as " + state);
      reports.put(id, before);
    }
    boolean over = Set.of("ready", "failed").contains(before.state);
    if (over && state.equals("pending")) {
      // a look that began before the end may come in after it: the later state stays known
      reports.put(id, before);
    } else if (over && !before.state.equals(state)) {
      violation("%s was %s and is %s".formatted(id, before.state, state));
    }
  }

  /** A report that its owner took back. */
  synchronized void deleted(Wanted wanted, String id) {
    reports.put(id, new Seen(wanted, "deleted"));
  }

  /** A report that is not found. */
  synchronized void notFound(String id) {
    Seen seen = reports.get(id);
    if (seen != null && !seen.state.equals("deleted")) {
      violation(id + " is lost; it was " + seen.state);
    }
  }

  /** What must be so is not. */
  void must(boolean so, String otherwise) {
    if (!so) {
      violation(otherwise);
    }
  }

  private synchronized void violation(String text) {
    violated++;
    if (violations.size() < MOST_KEPT) {
      violations.add(text);
    }
  }

  /** Every report that was ever answered and not taken back, with what it is about. */
  synchronized Map<String, Wanted> toBeThere() {
    Map<String, Wanted> all = new LinkedHashMap<>();
    reports.forEach((id, seen) -> {
      if (!seen.state.equals("deleted")) {
        all.put(id, seen.wanted);
      }
    });
    return all;
  }

  synchronized Stream<String> states() {
    return reports.values().stream().map(Seen::state).toList().stream();
  }

  synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  synchronized long violated() {
    return violated;
  }
}
